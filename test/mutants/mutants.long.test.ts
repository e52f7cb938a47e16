import { rmSync } from 'node:fs';
import { table } from '../../cli/kit/table.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { SLICE } from '../support/slice.ts';
import { readMutants } from './patch.ts';
import { MOST_CALLS, playMutant } from './play-mutant.ts';

/** A busy machine plays twenty calls a second. */
const LONGEST_MS = 600_000;

const rows: (readonly [mutant: string, promise: string, calls: string])[] = [];
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
}, 120_000);
afterAll(() => {
  rmSync(assembly, { recursive: true });
  const head = ['mutant', 'caught by', 'after calls'] as const;
  console.log(['', ...table([head, ...rows], (column) => column === 2)].join('\n'));
});

it.each(SLICE.of(readMutants()))(
  '$name is caught: $says',
  async (mutant) => {
    const found = await playMutant(mutant, assembly);
    rows.push([mutant.name, found?.promise ?? 'no promise', String(found?.calls ?? MOST_CALLS)]);
    expect(found?.promise).toBe(mutant.breaks);
  },
  LONGEST_MS,
);

it(
  'the project itself breaks none in as many calls',
  async () => {
    const itself = { name: 'none', says: '', breaks: undefined, edits: [] };
    const most = Math.max(1, ...rows.map(([, , calls]) => Number(calls)));
    expect(await playMutant(itself, assembly, most)).toBeNull();
  },
  LONGEST_MS,
);
