import { rmSync } from 'node:fs';
import { callFlow as menu } from '../../drill/call-flows/menu.ts';
import { readAssembly } from '../../emulator/assembly/read-assembly.ts';
import { OUTSIDER_KINDS } from '../../simulation/outsiders/kinds.ts';
import { playSchedule } from '../../simulation/play-schedule.ts';
import type { Schedule } from '../../simulation/schedule/schedule.ts';
import { streamsOf } from '../../simulation/streams.ts';
import type { Blueprint } from '../../simulation/world/world.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';

let blueprint: Blueprint;
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  blueprint = {
    deployment: readAssembly(assembly),
    flows: { callFlow: menu, named: {} },
    profile: support2024,
  };
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

const NAMES = OUTSIDER_KINDS.filter(({ state }) => state !== undefined).map(({ name }) => name);

/** A caller who answers no question, and is led on by the menu. */
const AT_A_MENU: Schedule = {
  talksForMs: 5000,
  faults: [],
  outsiders: NAMES.flatMap((what) =>
    (['primary', 'secondary'] as const).map((region) => ({ what, region, target: 0, atMs: 1500 })),
  ),
};

it('a state that is not the event’s is answered as one that is lost, in both regions', async () => {
  const { world, judgements } = await playSchedule(blueprint, AT_A_MENU, streamsOf(1, 0));
  expect(judgements).toEqual([]);
  expect(NAMES).toHaveLength(3);
  expect(world.outsiders.map(({ what, region, found }) => ({ what, region, found }))).toEqual(
    expect.arrayContaining(
      (AT_A_MENU.outsiders ?? []).map(({ what, region }) => ({
        what,
        region,
        found: '200 and what a caller hears whose state is lost',
      })),
    ),
  );
});
