import { abortAfter, type Clock, within } from '../../contracts/clock.ts';
import { CANARY_OFF, canaryName, parseCanarySwitch } from '../../contracts/canary-switch.ts';
import type { CanarySwitch } from '../../contracts/canary-switch.ts';
import type { CanaryPort, Log, Runtime } from '../ports.ts';
import { readEnvironment } from './environment.ts';
import { createLoadParameter } from './load-parameter.ts';
import type { LoadParameter } from './load-parameter.ts';

/** A value is used for so long without asking again. */
const FRESH_MS = 20_000;
/** An older one does not count: then the canary is off, so that a rollback needs no store. */
const COUNTS_MS = 40_000;
/** A caller waits so long for the store. */
const WAIT_MS = 150;
const LOAD_TIMEOUT_MS = 1000;
/** While the store is unreachable, not every caller waits. */
const AGAIN_AFTER_MS = 2000;

/** The canary switch of this region; asks the store for it when the environment starts. */
export const canaryPort = (
  runtime: Runtime,
  variables: Readonly<Record<string, string | undefined>>,
): CanaryPort | undefined => {
  if (!runtime.configured) return undefined;
  const { clock, log, settings } = runtime.ports;
  const { ssm } = readEnvironment(variables);
  return createCanaryPort(createLoadParameter(canaryName(settings.name), ssm, clock), clock, log);
};

export function createCanaryPort(load: LoadParameter, clock: Clock, log: Log): CanaryPort {
  let known: { readonly value: CanarySwitch; readonly loadedAtMs: number; readonly load: number } | undefined;
  let loads = 0;
  let running: { readonly startedAtMs: number; readonly ended: Promise<void> } | undefined;

  const isYounger = (sinceMs: number, ms: number): boolean => {
    const ageMs = clock.nowMs() - sinceMs;
    // A clock that was set back must not keep a value for ever.
    return ageMs >= 0 && ageMs < ms;
  };
  const start = (): Promise<void> => {
    const startedAtMs = clock.nowMs();
    loads += 1;
    const own = loads;
    const ended = load(abortAfter(clock, LOAD_TIMEOUT_MS))
      .then((text) => {
        // A request that was slow may answer after a newer one.
        if (known === undefined || known.load < own)
          known = {
            value: text === undefined ? CANARY_OFF : parseCanarySwitch(text),
            loadedAtMs: startedAtMs,
            load: own,
          };
      })
      .catch((error: unknown) =>
        log({ level: 'warn', message: 'the canary switch was not read', error: String(error) }),
      );
    running = { startedAtMs, ended };
    return ended;
  };
  const current = async (): Promise<CanarySwitch> => {
    if (known === undefined || !isYounger(known.loadedAtMs, FRESH_MS)) {
      const last =
        running !== undefined && isYounger(running.startedAtMs, AGAIN_AFTER_MS) ? running.ended : start();
      await within(clock, WAIT_MS, last, undefined);
    }
    return known !== undefined && isYounger(known.loadedAtMs, COUNTS_MS) ? known.value : CANARY_OFF;
  };
  void start();
  return { current };
}
