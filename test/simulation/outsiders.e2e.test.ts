import { rmSync } from 'node:fs';
import { readBlueprint } from '../../simulation/blueprint.ts';
import { OUTSIDER_KINDS } from '../../simulation/outsiders/kinds.ts';
import { playSchedule } from '../../simulation/play-schedule.ts';
import { outsidersChangeNothing } from '../../simulation/promises/outsiders.ts';
import { type PlayedWorld, runSchedule } from '../../simulation/run-schedule.ts';
import type { Schedule, ScheduledFault } from '../../simulation/schedule/schedule.ts';
import { streamsOf } from '../../simulation/streams.ts';
import type { Blueprint } from '../../simulation/world/world.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';

let blueprint: Blueprint;
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  blueprint = await readBlueprint(assembly);
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

const ROLES = ['primary', 'secondary'] as const;
/** Every kind of request to every URL of both regions, spread over a call of a minute. */
const ALL: Schedule = {
  talksForMs: 60_000,
  faults: [],
  outsiders: OUTSIDER_KINDS.flatMap(({ name }, index) =>
    ROLES.flatMap((region) =>
      [0, 1, 2, 3, 4, 5].map((target) => ({
        what: name,
        region,
        target,
        atMs: 2000 + (((index * 6 + target) * 97) % 55_000),
      })),
    ),
  ),
};
const ONE: Schedule = {
  talksForMs: 5000,
  faults: [],
  outsiders: [{ what: 'no Authorization header', region: 'primary', target: 1, atMs: 2000 }],
};
const streams = streamsOf(3, 4);

describe('requests of others than Vonage', () => {
  it('are answered as the drill expects, at every URL of both regions, and change nothing in a call', async () => {
    const { world, judgements } = await playSchedule(blueprint, ALL, streams);
    expect(judgements).toEqual([]);
    const forged = world.outsiders.filter(({ expected }) => expected !== undefined);
    expect(forged.length).toBeGreaterThan(700);
    for (const { expected, found } of forged) expect(found).toBe(expected);
    expect(new Set(world.outsiders.map(({ at }) => at)).size).toBe(12);
  }, 60_000);

  it('change nothing either in a call in which much is broken', async () => {
    const faults: readonly ScheduledFault[] = [
      { kind: 'brown-out', place: 'primary', fromMs: 3000, forMs: 20_000 },
      { kind: 'wrong-secret', place: 'primary', fromMs: 0, forMs: 9000 },
      { kind: 'clock-is-wrong', place: 'secondary', fromMs: 20_000, forMs: 9000 },
      { kind: 'journal-unreachable', place: 'primary', fromMs: 10_000, forMs: 50_000 },
      { kind: 'bot-drops-callers-cleanly', place: 'primary', fromMs: 30_000, forMs: 1000 },
    ];
    const { judgements } = await playSchedule(blueprint, { ...ALL, faults }, streams);
    expect(judgements.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
    // The region whose secret is wrong reads it once more.
    expect(judgements.map(({ promise }) => promise)).toContain('outsiders-change-nothing');
  }, 60_000);
});

describe('outsiders-change-nothing is seen to be broken', () => {
  const judged = async (change: (world: PlayedWorld) => PlayedWorld) => {
    const world = await runSchedule(blueprint, ONE, streams);
    const without = await runSchedule(blueprint, { ...ONE, outsiders: [] }, streams);
    return outsidersChangeNothing(change(world), without, ONE).map(
      ({ promise, text }) => `${promise}: ${text}`,
    );
  };

  it('by no request that is refused', async () => {
    expect(await judged((world) => world)).toEqual([]);
  });

  it('where one is answered', async () => {
    const texts = await judged((world) => ({
      ...world,
      outsiders: world.outsiders.map((each) => ({ ...each, found: '200 and nothing' })),
    }));
    expect(texts).toEqual([
      'outsiders-change-nothing: At 2.00 s somebody else than Vonage sent to the primary’s event URL: no Authorization header. Expected 503 authorization-missing, found 200 and nothing.',
    ]);
  });

  it('where the call is another one', async () => {
    const [text, ...more] = await judged((world) => ({ ...world, history: world.history.slice(0, -1) }));
    expect(more).toEqual([]);
    expect(text).toMatch(/^outsiders-change-nothing: The call is another one without .* found its end\.$/);
  });

  it('where a journal holds an event more, or one less', async () => {
    const change = (
      world: PlayedWorld,
      to: (entries: [string, never][]) => [string, never][],
    ): PlayedWorld => ({
      ...world,
      journals: { ...world.journals, primary: new Map(to([...world.journals.primary] as never)) },
    });
    const [[, genuine] = []] = [...(await runSchedule(blueprint, ONE, streams)).journals.primary];
    const forged = { ...genuine, body: genuine?.body.replace('"status":"', '"status":"not-') };
    const more = await judged((world) =>
      change(world, (entries) => [...entries, ['another key', forged as never]]),
    );
    expect(more).toEqual([
      'outsiders-change-nothing: The journals hold an event that Vonage has not sent: another key.',
    ]);
    const fewer = await judged((world) => change(world, (entries) => entries.slice(1)));
    expect(fewer).toEqual([expect.stringMatching(/The journals lack an event that is there/)]);
  });
});
