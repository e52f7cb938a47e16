import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../cli/kit/command-error.ts';
import { define } from '../../cli/kit/command.ts';
import { wholeNumber } from '../../cli/kit/flag-values.ts';
import type { Values } from '../../cli/kit/flags.ts';
import type { Io } from '../../cli/kit/io.ts';
import { createProgress } from '../../cli/kit/progress.ts';
import { PROFILE_FLAG } from '../../cli/profile/profile-flag.ts';
import { projectPath } from '../../cli/kit/folders.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { EXIT_CODES } from '../../drill/run/verdict.ts';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import type { Profile } from '../../simulator/profile.ts';
import { PROFILES } from '../../simulator/profiles.ts';
import { readBlueprint } from '../blueprint.ts';
import { inThreads, threadsFor } from '../in-threads.ts';
import { scheduleInWords, timelineInWords } from '../in-words.ts';
import { CALL } from '../run-schedule.ts';
import type { Cell } from './cell.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { COMPARED_FAULTS, type ComparedFault, faultNamed, scheduleOfCall } from './faults.ts';
import { playReally, REAL_FAULTS, type RealCell, type RealOptions } from './real.ts';
import { blueprintOf, SET_UPS, type SetUp, type SetUpName } from './set-ups.ts';
import { type Compared, deployedOf, playOne } from './simulate-cells.ts';
import { inParagraphs, readmeTable, withReadmeTable } from './table.ts';
import type { CompareOrder } from './worker.ts';

const NAMES = SET_UPS.map(({ name }) => name);
/** The table of the README is of the whole comparison. */
const WHOLE = ['seed', 'calls', 'profile', 'fault', 'setUp', 'call', 'real'];

const FLAGS = {
  calls: { type: 'text', value: 'N', help: 'calls of each cell', default: '4', read: wholeNumber(1) },
  seed: {
    type: 'text',
    value: 'N',
    help: 'the same seed gives the same calls, in each set-up',
    default: '1',
    read: wholeNumber(0),
  },
  profile: { ...PROFILE_FLAG, otherwise: 'each of them' },
  fault: {
    type: 'text',
    value: 'NAME',
    isRepeatable: true,
    help: 'compare only this row; the names are below',
    read: faultNamed,
  },
  setUp: { type: 'text', value: 'NAME', help: 'only this set-up', choices: NAMES, otherwise: 'all three' },
  call: {
    type: 'text',
    value: 'K',
    with: ['fault'],
    help: 'play this call of a cell (--fault, --set-up) alone, and show all that happens in it',
    otherwise: 'none',
    read: wholeNumber(0),
  },
  real: {
    type: 'boolean',
    notWith: ['call', 'fault', 'write', 'check'],
    help: `play a call of ${REAL_FAULTS.length * SET_UPS.length} cells on real sockets too (about a minute), which must be as simulated`,
  },
  assembly: { type: 'path', value: 'FOLDER', help: 'use this cloud assembly instead of synthesizing one' },
  out: { type: 'path', value: 'FOLDER', help: 'where comparison.json goes', default: 'compare-out' },
  write: { type: 'boolean', notWith: [...WHOLE, 'check'], help: 'write the table of the README' },
  check: {
    type: 'boolean',
    notWith: [...WHOLE, 'write'],
    help: 'fail if the table of the README differs from what --write would write',
  },
} as const;

export const compare = define({
  name: 'compare',
  about: `Compares what callers hear of three set-ups, under the same faults, with the same calls and seed, by each reading of
Vonage's rules: a bare application, one as Vonage's article on availability has it, and this project as it is deployed. The calls
are simulated (docs/compare.md). What the rules say of each set-up is computed apart from them: one that looks better than they
allow fails.`,
  flags: FLAGS,
  notes: `Faults:\n${COMPARED_FAULTS.map(({ name, says }) => `  ${name.padEnd(26)}${says}`).join('\n')}`,
  exits: {
    0: 'this project keeps its limits, and each other set-up is as bad as the rules make it',
    1: 'a cell is not as the rules say, it could not run, or with --check: the README is not current',
    2: 'unknown (a cell could not be judged, or with --real the machine was too busy)',
  },
  async run(flags, io) {
    const { folder, remove } = temporaryFolder('compare');
    try {
      if (flags.assembly === undefined) io.stderr('Synthesizing the stacks (up to a minute) ...');
      const assembly = await cloudAssembly({ assembly: flags.assembly, outDir: folder });
      if (flags.call !== undefined) return await showCall(assembly, flags, flags.call, io);
      const comparison = await compareAll(assembly, flags, io);
      if (flags.check) return await checkReadme(comparison, io);
      await mkdir(flags.out, { recursive: true });
      const file = join(flags.out, 'comparison.json');
      await writeFile(file, `${JSON.stringify(comparison, undefined, 2)}\n`);
      const again = `npm run compare -- --seed ${flags.seed}`;
      io.stdout(`${inParagraphs(comparison, again).join('\n\n')}\nAll cells: ${file}`);
      if (flags.write) await writeReadme(comparison);
      return EXIT_CODES[comparison.verdict];
    } finally {
      remove();
    }
  },
});

type Given = Values<typeof FLAGS>;

async function compareAll(assembly: string, flags: Given, io: Io): Promise<Comparison> {
  const { seed, calls, profile, fault, setUp, check } = flags;
  const blueprint = await readBlueprint(assembly);
  const deployed = await deployedOf(blueprint);
  // The table of the README is by the first profile.
  const all: readonly [Profile, ...Profile[]] = check ? [PROFILES[0]] : PROFILES;
  const profiles = profile === undefined ? all : ([profile] as const);
  const known = check ? COMPARED_FAULTS.filter(({ inReadme }) => inReadme) : COMPARED_FAULTS;
  const faults: readonly ComparedFault[] = fault.length === 0 ? known : fault;
  const setUps = SET_UPS.filter(({ name }) => setUp === undefined || name === setUp);
  const rows = profiles.flatMap((each) => faults.map(({ name }) => ({ fault: name, profile: each })));
  const cells = await simulateAll(
    { assembly, deployed, seed, calls, setUps: setUps.map(({ name }) => name) },
    rows,
    io,
  );
  const real = flags.real
    ? await playOnSockets(
        { assembly, blueprint: { ...blueprint, profile: profiles[0] }, deployed, seed },
        setUps,
        io,
      )
    : undefined;
  return comparisonOf({ seed, calls, profiles, faults, setUps, deployed }, cells, real);
}

/** Shared out among threads; the cells are in the order of the rows. */
async function simulateAll(
  order: Omit<CompareOrder, 'rows'>,
  rows: CompareOrder['rows'],
  { stderr, nowMs, signal }: Io,
): Promise<readonly Cell[]> {
  const progress = createProgress(stderr, nowMs);
  const threads = threadsFor(rows.length);
  let done = 0;
  const found = await inThreads<CompareOrder, readonly (readonly Cell[])[]>(
    new URL('./worker.ts', import.meta.url),
    Array.from({ length: threads }, (_, thread) => ({
      ...order,
      rows: rows.filter((_row, index) => index % threads === thread),
    })),
    (more) => progress('Comparing', (done += more) / rows.length),
    signal,
  );
  return rows.flatMap((_, index) => found[index % threads]?.[Math.floor(index / threads)] ?? []);
}

/** By the first profile. */
async function playOnSockets(
  options: Omit<RealOptions, 'onPlayed' | 'signal'>,
  setUps: readonly SetUp[],
  { stderr, nowMs, signal }: Io,
): Promise<readonly RealCell[]> {
  stderr('Starting the emulated system ...');
  const progress = createProgress(stderr, nowMs);
  let played = 0;
  const onPlayed = (): void => progress('On sockets', (played += 1) / (REAL_FAULTS.length * setUps.length));
  return playReally(
    { ...options, onPlayed, signal },
    setUps.map(({ name }) => name),
  );
}

/** One call of one cell, and all that happens in it. */
async function showCall(
  assembly: string,
  { fault: faults, setUp, profile = PROFILES[0], seed }: Given,
  call: number,
  { stdout }: Io,
): Promise<number> {
  const [fault, ...others] = faults;
  if (fault === undefined || others.length > 0 || setUp === undefined)
    throw new CommandError('--call: expected one cell (--fault NAME --set-up NAME), found none or several.');
  for (const line of scheduleInWords(scheduleOfCall(fault, seed, call))) stdout(line);
  stdout('');
  const blueprint: Compared['blueprint'] = await readBlueprint(assembly);
  const own = blueprintOf(setUp satisfies SetUpName, { ...blueprint, profile });
  for (const line of timelineInWords(await playOne(own, fault, seed, call), CALL)) stdout(line);
  return 0;
}

async function writeReadme(comparison: Comparison): Promise<void> {
  const file = projectPath('README.md');
  await writeFile(file, withReadmeTable(await readFile(file, 'utf8'), readmeTable(comparison)));
}

async function checkReadme(comparison: Comparison, { stderr }: Io): Promise<number> {
  const readme = await readFile(projectPath('README.md'), 'utf8');
  if (withReadmeTable(readme, readmeTable(comparison)) === readme) return EXIT_CODES[comparison.verdict];
  stderr('README.md: its table is not what the comparison says now. To fix this: npm run compare -- --write');
  return 1;
}
