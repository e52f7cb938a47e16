import type { JudgedCall } from './play-calls.ts';
import { playSchedule } from './play-schedule.ts';
import type { Schedule } from './schedule/schedule.ts';
import { streamsOf } from './streams.ts';
import type { Blueprint } from './world/world.ts';

/** So many simpler schedules are played at most. */
const MOST_PLAYED = 250;
const SHORTEST_MS = 1000;

/** The fewest faults, the shortest times and the simplest caller that still break the promise. */
export async function shrink(
  blueprint: Blueprint,
  seed: number,
  { call, schedule, judgements }: JudgedCall,
): Promise<Schedule> {
  const promise = judgements.find(({ verdict }) => verdict === 'broken')?.promise;
  let played = 0;
  const isBroken = async (tried: Schedule): Promise<boolean> => {
    played += 1;
    if (played > MOST_PLAYED) return false;
    const { judgements: found } = await playSchedule(blueprint, tried, streamsOf(seed, call));
    return found.some((each) => each.verdict === 'broken' && each.promise === promise);
  };
  // Only where something broke: it takes a while to load.
  const { default: fc } = await import('fast-check');
  const whole = numbersOf(schedule);
  const { counterexample } = await fc.check(
    fc.asyncProperty(
      fc.tuple(...whole.map(({ least, value: max }) => fc.integer({ min: least, max }))),
      async (numbers) => !(await isBroken(withNumbers(schedule, numbers))),
    ),
    { numRuns: 1, examples: [[whole.map(({ value }) => value)]] },
  );
  return counterexample === null ? schedule : withNumbers(schedule, counterexample[0] ?? []);
}

/** A number that may become smaller: a time in ms, or 1 for what is there and may be left out. */
interface Shrinkable {
  readonly least: number;
  readonly value: number;
}

const THERE: Shrinkable = { least: 0, value: 1 };
const OPTIONAL_PARTS = ['profile', 'flow', 'presses', 'rotation'] as const;

/** What is left out says most, so that comes first. */
function numbersOf({ faults, outsiders = [], talksForMs, thinksForMs = 0 }: Schedule): readonly Shrinkable[] {
  return [
    ...faults.map(() => THERE),
    ...outsiders.map(() => THERE),
    ...OPTIONAL_PARTS.map(() => THERE),
    ...faults.map(() => THERE),
    { least: Math.min(talksForMs, SHORTEST_MS), value: talksForMs },
    { least: 0, value: thinksForMs },
    ...faults.map(({ fromMs }) => ({ least: 0, value: fromMs })),
    ...faults.map(({ forMs }) => ({ least: 0, value: forMs })),
  ];
}

/** The schedule with such numbers in the place of its own. */
function withNumbers(schedule: Schedule, numbers: readonly number[]): Schedule {
  const { faults, outsiders = [] } = schedule;
  const left = numbers[Symbol.iterator]();
  const next = (): number => left.next().value ?? 0;
  const take = <T>(list: readonly T[]): readonly number[] => list.map(next);
  const [faultsThere, outsidersThere] = [take(faults), take(outsiders)];
  const callerHas = take(OPTIONAL_PARTS);
  const flaps = take(faults);
  const [talksForMs, thinksForMs] = [next(), next()];
  const [fromMs, forMs] = [take(faults), take(faults)];
  const parts = OPTIONAL_PARTS.filter(
    (name, index) => callerHas[index] === 1 && schedule[name] !== undefined,
  );
  const caller: Partial<Schedule> = Object.fromEntries(parts.map((name) => [name, schedule[name]]));
  const leftOutsiders = outsiders.filter((_, index) => outsidersThere[index] === 1);
  return {
    ...caller,
    talksForMs,
    ...(thinksForMs > 0 && { thinksForMs }),
    faults: faults.flatMap(({ flapsEveryMs, ...fault }, index) => {
      if (faultsThere[index] === 0) return [];
      const shorter = { ...fault, fromMs: fromMs[index] ?? 0, forMs: forMs[index] ?? 0 };
      return [flapsEveryMs === undefined || flaps[index] === 0 ? shorter : { ...shorter, flapsEveryMs }];
    }),
    ...(leftOutsiders.length > 0 && { outsiders: leftOutsiders }),
  };
}
