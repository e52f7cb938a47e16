import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build } from 'esbuild';
import { staticOutputs } from '../../contracts/outputs.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { Verdict } from '../../drill/run/verdict.ts';
import { TOLERANCE_MS } from '../differential/compare.ts';
import { compareCall, type Compared } from '../differential/differential.ts';
import { startSystem, type System } from '../differential/start-system.ts';
import { primaryOrigins } from '../play-schedule.ts';
import { streamsOf } from '../streams.ts';
import type { Blueprint } from '../world/world.ts';
import type { State } from './cell.ts';
import { COMPARED_FAULTS, ON_SOCKETS, type ComparedFault, scheduleOfCall } from './faults.ts';
import { type Heard, heardIn } from './heard.ts';
import type { Given } from './ruled.ts';
import { applicationOf, blueprintOf, plainDeployment, type SetUpName } from './set-ups.ts';
import { judgedCell, tiersOf } from './simulate-cells.ts';

/** A cell of which a call was played on sockets too. Plain JSON. */
export interface RealCell {
  readonly fault: string;
  readonly setUp: SetUpName;
  /** Whether both calls are the same, by what `npm run simulate -- --differential` compares, and judged alike. */
  readonly verdict: Verdict;
  /** Judged as a cell of one call. */
  readonly state: Readonly<Record<'simulated' | 'onSockets', State>>;
  readonly heard: Readonly<
    Record<'simulated' | 'onSockets', Pick<Heard, 'ends' | 'last' | 'servedBy' | 'silenceMs'>>
  >;
  /** In what the calls differ, for people. */
  readonly differences: readonly string[];
}

/** The faults of which each set-up's cell is played on sockets. */
export const REAL_FAULTS: readonly ComparedFault[] = COMPARED_FAULTS.filter(({ onSockets }) => onSockets);

export interface RealOptions {
  readonly assembly: string;
  readonly blueprint: Blueprint;
  readonly deployed: Omit<Given, 'profile'>;
  readonly seed: number;
  readonly onPlayed: () => void;
  readonly signal: AbortSignal;
}

/**
 * Plays a call of each of these cells on the emulated system with sockets, and in the virtual world.
 * @throws where a system cannot be started; nothing is left running then
 */
export async function playReally(
  options: RealOptions,
  setUps: readonly SetUpName[],
): Promise<readonly RealCell[]> {
  const { assembly, blueprint } = options;
  const cells: RealCell[] = [];
  if (setUps.includes('this'))
    cells.push(
      ...(await withSystem(startSystem(assembly, blueprint.profile), (system) =>
        playAll(options, 'this', system),
      )),
    );
  const plain = setUps.filter((name) => name !== 'this');
  if (plain.length === 0) return cells;
  const { folder, remove } = temporaryFolder('plain-application');
  try {
    await bundlePlainApplication(folder);
    const starting = startSystem(assembly, blueprint.profile, (deployment) =>
      plainDeployment(deployment, folder),
    );
    return await withSystem(starting, async (system) => {
      for (const name of plain) {
        const own = system.holding((linked, outputs) =>
          applicationOf(name, linked, staticOutputs(outputs).StaticFallbackUrl),
        );
        cells.push(...(await playAll(options, name, own)));
      }
      return cells;
    });
  } finally {
    remove();
  }
}

async function withSystem<T>(starting: Promise<System>, body: (system: System) => Promise<T>): Promise<T> {
  const system = await starting;
  try {
    return await body(system);
  } finally {
    await system.stop();
  }
}

async function playAll(options: RealOptions, setUp: SetUpName, system: System): Promise<readonly RealCell[]> {
  const { blueprint, seed, onPlayed, signal } = options;
  const own = blueprintOf(setUp, blueprint);
  const cells: RealCell[] = [];
  for (const fault of REAL_FAULTS) {
    signal.throwIfAborted();
    const schedule = scheduleOfCall(fault, seed, 0, ON_SOCKETS);
    const compared = await compareCall(own, system, { call: 0, schedule, streams: streamsOf(seed, 0) });
    cells.push(realCell(options, fault, setUp, compared));
    onPlayed();
  }
  return cells;
}

/** Pure. */
export function realCell(
  { blueprint, deployed }: Pick<RealOptions, 'blueprint' | 'deployed'>,
  fault: ComparedFault,
  setUp: SetUpName,
  { virtual, real, verdict, differences }: Compared,
): RealCell {
  const heardOf = (records: Compared['real']): Heard =>
    heardIn(0, records, tiersOf(setUp, records, primaryOrigins(blueprint)));
  const given = { ...deployed, profile: blueprint.profile };
  const stateOf = (heard: Heard): State => judgedCell(fault, setUp, given, [heard], TOLERANCE_MS).state;
  const [simulated, onSockets] = [heardOf(virtual), heardOf(real)];
  const state = { simulated: stateOf(simulated), onSockets: stateOf(onSockets) };
  const isJudgedAlike = state.simulated === state.onSockets;
  return {
    fault: fault.name,
    setUp,
    verdict:
      verdict === 'same' ? (isJudgedAlike ? 'pass' : 'fail') : verdict === 'different' ? 'fail' : 'unknown',
    state,
    heard: { simulated: partOf(simulated), onSockets: partOf(onSockets) },
    differences: differences.map(
      ({ what, virtual: one, real: other }) => `${what}: simulated: ${one}; on sockets: ${other}`,
    ),
  };
}

const partOf = ({ ends, last, servedBy, silenceMs }: Heard): RealCell['heard']['simulated'] => ({
  ends,
  last,
  servedBy,
  silenceMs,
});

const PLAIN_APPLICATION = fileURLToPath(new URL('./plain-application.ts', import.meta.url));

/** The functions of a plain application, as Lambda is given them. */
async function bundlePlainApplication(folder: string): Promise<void> {
  await build({
    stdin: {
      contents: `import { plainHandler } from ${JSON.stringify(PLAIN_APPLICATION)};\nexport const handler = plainHandler(process.env);\n`,
      resolveDir: folder,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'index.mjs'),
    logLevel: 'silent',
  });
}
