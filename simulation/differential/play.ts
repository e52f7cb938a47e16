import { type Clock, systemClock } from '../../contracts/clock.ts';
import { ofType } from '../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { CallPlan, Simulator } from '../../simulator/simulator.ts';
import { blueprintFor, breakAsScheduled, CALL, FROM } from '../run-schedule.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Streams } from '../streams.ts';
import type { Breakable } from '../world/broken.ts';
import { type Blueprint, createWorld } from '../world/world.ts';

/** A caller gives up after this long without a bot or a person, ms: no call of a comparison is longer than ten seconds. */
const WAITS_FOR_MS = 6000;
/** No call takes longer; a machine that stalls may. */
const LONGEST_MS = 30_000;

/** A call until its caller has hung up; times since the caller dialled, ms. */
export type PlayedCall = readonly HistoryRecord[];

/** Plays the call of a schedule in a virtual world whose functions are warm. */
export async function playVirtually(
  blueprint: Blueprint,
  schedule: Schedule,
  streams: Streams,
): Promise<PlayedCall> {
  const world = createWorld(blueprintFor(blueprint, schedule), streams);
  const play = async (): Promise<PlayedCall> => {
    await world.warm();
    return playOn(world, schedule, { ...world, to: world.settings.callerNumber });
  };
  return world.clock.run(play());
}

/** Plays it on a system whose time passes by that clock. */
export async function playOn(
  breakable: Breakable & { readonly settled?: () => Promise<void> },
  schedule: Schedule,
  {
    simulator,
    history,
    clock = systemClock,
    to,
  }: {
    readonly simulator: Simulator;
    /** The simulator writes it. */
    readonly history: readonly HistoryRecord[];
    readonly clock?: Clock;
    readonly to: string;
  },
): Promise<PlayedCall> {
  const faults = breakAsScheduled(breakable, clock, schedule);
  await breakable.settled?.();
  const beganMs = clock.monotonicMs();
  faults.dialled();
  const plan: CallPlan = {
    call: CALL,
    from: FROM,
    to,
    talksForMs: schedule.talksForMs,
    waitsForMs: WAITS_FOR_MS,
  };
  try {
    await untilHungUp(simulator.placeCall(plan), history, clock);
  } finally {
    faults.end();
    await breakable.settled?.();
  }
  const ofCall = history.filter(({ call }) => call === CALL);
  const end = ofCall.findIndex(({ type }) => type === 'call-ended');
  return ofCall.slice(0, end + 1).map((record) => shiftedBy(record, beganMs));
}

const LOOKS_EACH_MS = 10;

/** Its last events are of no interest to a caller. */
async function untilHungUp(
  placed: Promise<void>,
  history: readonly HistoryRecord[],
  clock: Clock,
): Promise<void> {
  const ended = Promise.withResolvers<undefined>();
  const beganMs = clock.monotonicMs();
  const look = (): void => {
    const isOver = ofType(history, 'call-ended').length > 0 || clock.monotonicMs() - beganMs > LONGEST_MS;
    if (isOver) ended.resolve(undefined);
    else clock.after(LOOKS_EACH_MS, look);
  };
  look();
  await Promise.race([placed, ended.promise]);
}

const shiftedBy = (record: HistoryRecord, ms: number): HistoryRecord => ({
  ...record,
  atMs: record.atMs - ms,
  ...('silentSinceMs' in record &&
    record.silentSinceMs !== undefined && { silentSinceMs: record.silentSinceMs - ms }),
});
