import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../cli/kit/io.ts';
import { createProgress } from '../../cli/kit/progress.ts';
import { wrapped } from '../../cli/kit/table.ts';
import { scheduleInWords } from '../in-words.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { streamsOf } from '../streams.ts';
import type { Blueprint } from '../world/world.ts';
import { TOLERANCE_MS } from './compare.ts';
import { type Compared, compareCalls, plan, type Planned } from './differential.ts';
import { comparedInWords } from './report.ts';
import { shortScheduleOf } from './short-schedule.ts';
import { startSystem, type System } from './start-system.ts';

/** Which calls are compared: so many of a seed, or one. */
export type Which = {
  readonly seed: number;
  /** The reading of Vonage's rules of all calls; undefined: each has its own. */
  readonly profile?: string | undefined;
} & ({ readonly calls: number } | { readonly call: number; readonly schedule?: Schedule });

type Shown = Pick<Io, 'stdout' | 'stderr' | 'nowMs' | 'signal'>;

/** More systems beside each other keep each other waiting. */
const MOST_SYSTEMS = 4;
const MOST_SHOWN = 3;

/**
 * Plays calls in the virtual world and on real sockets, and says in what they differ. Resolves with the exit code.
 * @throws where a system cannot be started; nothing is left running then
 */
export async function runDifferential(
  blueprint: Blueprint,
  assembly: string,
  which: Which,
  { out, io }: { readonly out: string; readonly io: Shown },
): Promise<number> {
  const { stdout, signal } = io;
  const calls = 'calls' in which ? which.calls : 1;
  const count = Math.min(availableParallelism(), MOST_SYSTEMS, calls);
  const systems: System[] = [];
  try {
    stdout(`Starting ${count === 1 ? 'the emulated system' : `${count} emulated systems`} with TLS ...`);
    // One after the other: a busy machine makes the first one's cold starts long.
    systems.push(await startSystem(assembly, blueprint.profile));
    const coldStartMs = await systems[0]?.measureColdStarts();
    while (systems.length < count) systems.push(await startSystem(assembly, blueprint.profile));
    const asHere = { ...blueprint, ...(coldStartMs && { coldStartMs }) };
    const { planned, leftOut } = await plannedOf(asHere, which);
    const compared = await play(asHere, systems, planned, io);
    signal.throwIfAborted();
    for (const each of compared.filter(({ verdict }) => verdict !== 'same').slice(0, MOST_SHOWN))
      await show(each, which.seed, out, stdout);
    return conclude(compared, leftOut, which.seed, stdout);
  } finally {
    await Promise.all(systems.map((system) => system.stop()));
  }
}

async function plannedOf(
  blueprint: Blueprint,
  which: Which,
): Promise<{ readonly planned: readonly Planned[]; readonly leftOut: number }> {
  if ('calls' in which) return plan(blueprint, which.seed, which.calls, which.profile);
  const { seed, call, profile, schedule = shortScheduleOf(seed, call, profile) } = which;
  return { planned: [{ call, schedule, streams: streamsOf(seed, call) }], leftOut: 0 };
}

function play(
  blueprint: Blueprint,
  systems: readonly System[],
  planned: readonly Planned[],
  { stderr, nowMs, signal }: Shown,
): Promise<readonly Compared[]> {
  const progress = createProgress(stderr, nowMs);
  let done = 0;
  const onCompared = (): void => {
    done += 1;
    progress('Comparing', done / planned.length);
  };
  return compareCalls(blueprint, systems, planned, onCompared, signal);
}

async function show(compared: Compared, seed: number, out: string, stdout: Io['stdout']): Promise<void> {
  const { call, schedule, verdict } = compared;
  const file = join(out, `differential-seed-${seed}-call-${call}.json`);
  await mkdir(out, { recursive: true });
  await writeFile(file, `${JSON.stringify({ seed, call, schedule }, undefined, 2)}\n`);
  stdout(
    `Call ${call} of seed ${seed} ${verdict === 'different' ? 'is not the same on sockets' : 'was played by a machine that was too busy'}:`,
  );
  for (const line of [...scheduleInWords(schedule), ...comparedInWords(compared)]) stdout(`  ${line}`);
  stdout(`  The same once more: npm run simulate -- --differential --replay ${file}`);
  stdout('');
}

function conclude(
  compared: readonly Compared[],
  leftOut: number,
  seed: number,
  stdout: Io['stdout'],
): number {
  const those = (verdict: Compared['verdict']): number =>
    compared.filter((each) => each.verdict === verdict).length;
  const [different, unknown] = [those('different'), those('unknown')];
  const without =
    leftOut === 0 ? '' : ` ${leftOut} others were left out: they are long, or depend on a moment.`;
  stdout(
    wrapped(
      `${compared.length} calls of seed ${seed} were played in both worlds: ${those('same')} are the same, ${different} differ, ` +
        `${unknown} are unknown.${without}`,
    ),
  );
  if (different > 0) {
    stdout('Fail: a simulated call is not what happens on sockets.');
    return 1;
  }
  if (unknown > 0) {
    stdout('Unknown: processes waited for a CPU core. To fix this: run it on an idle machine.');
    return 2;
  }
  stdout(
    `Pass: the same rules, tiers and words in both worlds, and silences within ${TOLERANCE_MS} ms of each other.`,
  );
  return 0;
}
