import { type Clock, sleep } from '../contracts/clock.ts';
import { profileNamed } from '../simulator/profiles.ts';
import { type OutsiderAnswer, sendOutsiders } from './outsiders/send.ts';
import { flowsFor, planOf } from './schedule/callers.ts';
import { kindOf, type Rotation, type Schedule, type Spell, spellsOf } from './schedule/schedule.ts';
import type { Streams } from './streams.ts';
import type { Breakable } from './world/broken.ts';
import { type Blueprint, createWorld, type World } from './world/world.ts';

/** The call that a schedule happens to. */
export const CALL = 'the call';
/** Placed when all faults are over: everything must be as it was. */
export const LAST_CALL = 'the last call';
/** What a region needs to forget a wrong secret, and CloudFront an error. */
const RECOVERS_MS = 120_000;
const LAST_CALLER = { talksForMs: 5000, presses: '1' };
export const FROM = '447700900123';

/** A world after its calls. */
export interface PlayedWorld extends World {
  /** What came of the requests of others. */
  readonly outsiders: readonly OutsiderAnswer[];
}

/**
 * Plays a schedule: a call, its faults, and one more call when they are over.
 * @param isLastCallPlaced false: the first call alone
 */
export async function runSchedule(
  blueprint: Blueprint,
  schedule: Schedule,
  streams: Streams,
  isLastCallPlaced = true,
): Promise<PlayedWorld> {
  const world = createWorld(blueprintFor(blueprint, schedule), streams);
  const { clock, simulator, settings } = world;
  breakAsScheduled(world, clock, schedule).dialled();
  const { rotation } = schedule;
  for (const [step, atMs] of Object.entries(rotation ?? {}))
    clock.after(atMs, () => world.rotate(step as keyof Rotation));
  const plan = { from: FROM, to: settings.callerNumber };
  const play = async (): Promise<void> => {
    // What begins with the call begins before its first request.
    await sleep(clock, 0);
    await simulator.placeCall({ ...plan, ...planOf(schedule, clock), call: CALL });
    if (!isLastCallPlaced) return;
    const endsMs = Math.max(0, rotation?.finish ?? 0, ...spellsOf(schedule).map(({ toMs }) => toMs));
    await sleep(clock, Math.max(0, endsMs - clock.monotonicMs()) + RECOVERS_MS);
    await simulator.placeCall({ ...plan, ...planOf(LAST_CALLER, clock), call: LAST_CALL });
  };
  const outsiders = sendOutsiders(world, blueprint.deployment, schedule.outsiders ?? []);
  await clock.run(play());
  return { ...world, outsiders };
}

/** What the world of a schedule is made from. */
export const blueprintFor = (blueprint: Blueprint, schedule: Schedule): Blueprint => ({
  ...blueprint,
  profile: schedule.profile === undefined ? blueprint.profile : profileNamed(schedule.profile),
  flows: flowsFor(schedule, blueprint.flows),
});

/** The faults of a schedule that is played. */
interface Playing {
  /** The caller dials now: from here on the times of the schedule count. */
  readonly dialled: () => void;
  /** Ends the faults that are there, and calls off the others. */
  readonly end: () => void;
}

/** What is there when the caller dials breaks at once; all else in its time. */
export function breakAsScheduled(breakable: Breakable, clock: Clock, schedule: Schedule): Playing {
  const callOffs: (() => void)[] = [];
  const undos = new Set<() => void>();
  const begin = ({ fault }: Spell): (() => void) => {
    const end = kindOf(fault.kind).apply(breakable, fault.place);
    const undo = (): void => {
      end();
      breakable.changed?.();
    };
    undos.add(undo);
    breakable.changed?.();
    return () => {
      if (undos.delete(undo)) undo();
    };
  };
  const spells = spellsOf(schedule);
  const there = spells.filter(({ fromMs }) => fromMs === 0).map((spell) => ({ spell, undo: begin(spell) }));
  const after = (ms: number, run: () => void): void => void callOffs.push(clock.after(ms, run));
  return {
    dialled: () => {
      for (const { spell, undo } of there) after(spell.toMs, undo);
      for (const spell of spells.filter(({ fromMs }) => fromMs > 0))
        after(spell.fromMs, () => after(spell.toMs - spell.fromMs, begin(spell)));
    },
    end: () => {
      for (const callOff of callOffs) callOff();
      for (const undo of [...undos]) undo();
      undos.clear();
    },
  };
}
