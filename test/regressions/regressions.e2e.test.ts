import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { readAssembly } from '../../emulator/assembly/read-assembly.ts';
import type { Deployment } from '../../emulator/deployment.ts';
import { playSchedule } from '../../simulation/play-schedule.ts';
import type { Schedule } from '../../simulation/schedule/schedule.ts';
import { streamsOf } from '../../simulation/streams.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { callFlow } from '../fixtures/own/call-flow.ts';

/** What npm run simulate has found and written; each was fixed. */
const FOLDER = new URL('.', import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

let deployment: Deployment;
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  deployment = readAssembly(assembly);
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

it.each(FILES)('%s breaks no promise any more', async (file) => {
  const { seed, call, schedule } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
    readonly seed: number;
    readonly call: number;
    readonly schedule: Schedule;
  };
  const blueprint = { deployment, flows: { callFlow, named: {} }, profile: support2024 };
  const { judgements } = await playSchedule(blueprint, schedule, streamsOf(seed, call));
  expect(judgements.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
});
