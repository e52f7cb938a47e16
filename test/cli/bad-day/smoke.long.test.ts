import { rm } from 'node:fs/promises';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { synthesizedAssembly } from '../../emulator/synthesized-assembly.ts';
import { SLICE } from '../../support/slice.ts';
import { describeBadDays, itWaitsForOlderCopies } from './describe-bad-days.ts';
import { itSurvivesKills } from './it-survives-kills.ts';
import { smokeWriter } from './smoke-writer.ts';

let assembly: string;
let emulator: Emulator;
beforeAll(async () => {
  assembly = await synthesizedAssembly({ drillable: true });
  emulator = await startEmulator({ assembly });
});
afterAll(async () => {
  await emulator.stop();
  await rm(assembly, { recursive: true });
});

const [crash, throttle] = ['crash-status', 'throttle-status'].map((row) => smokeWriter(row, () => emulator));
const writers = [crash, throttle].filter((writer) => writer !== undefined);

describeBadDays(SLICE.some(writers));
// One after the other: they break the same function.
for (const writer of SLICE.some(writers)) itWaitsForOlderCopies([writer], SLICE.some([1, 5, 30]));
itSurvivesKills(writers);
