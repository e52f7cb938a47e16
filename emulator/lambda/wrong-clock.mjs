// The time of day of one environment, where its region's clock is wrong.
const MachineDate = Date;
let aheadMs = 0;

const now = () => MachineDate.now() + aheadMs;
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new MachineDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

/** From now on it is so much ahead, ms. */
export function setAhead(ms) {
  aheadMs = ms;
}

/** The environment has started by the wrong clock. */
export function startAhead(ms) {
  setAhead(ms);
  const timeOrigin = performance.timeOrigin + ms;
  Object.defineProperty(performance, 'timeOrigin', { value: timeOrigin });
}
