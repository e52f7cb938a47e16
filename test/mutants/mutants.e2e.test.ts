import { rmSync } from 'node:fs';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { readMutants } from './patch.ts';
import { playMutant } from './play-mutant.ts';

let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

it('a mutant that is met by any call is caught by its promise, and by no call where nothing is wrong', async () => {
  const mutant = readMutants().find(({ name }) => name === 'journal-key-without-the-digest');
  if (mutant === undefined) throw new Error('Expected the patch; found none.');
  const found = await playMutant(mutant, assembly, 64);
  expect(found).toMatchObject({ promise: 'deliverable-events-are-kept' });
  expect(await playMutant({ ...mutant, breaks: undefined, edits: [] }, assembly, 64)).toBeNull();
}, 120_000);

it('a mistake that ends the simulation is no caught one', async () => {
  const file = 'simulation/run-schedule.ts';
  const edits = [{ file, before: ['  await clock.run(play());'], after: ["  throw new Error('no time');"] }];
  const mutant = { name: 'ends', says: 'It ends.', breaks: 'no-loop', edits } as const;
  await expect(playMutant(mutant, assembly, 64)).rejects.toThrow(
    /Expected calls to be played; found exit code 1: [^]*no time/,
  );
}, 120_000);
