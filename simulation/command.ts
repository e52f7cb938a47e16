import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { define } from '../cli/kit/command.ts';
import { wholeNumber } from '../cli/kit/flag-values.ts';
import type { Values } from '../cli/kit/flags.ts';
import type { Io } from '../cli/kit/io.ts';
import { wrapped } from '../cli/kit/table.ts';
import { temporaryFolder } from '../contracts/temporary-folder.ts';
import { cloudAssembly } from '../infra/cloud-assembly.ts';
import { PROFILES } from '../simulator/profiles.ts';
import { readBlueprint } from './blueprint.ts';
import { expectedOf } from './coverage.ts';
import { runDifferential } from './differential/run.ts';
import { scheduleInWords, timelineInWords } from './in-words.ts';
import type { JudgedCall, Played } from './play-calls.ts';
import { playSchedule } from './play-schedule.ts';
import { readReplay, type Replay } from './replay.ts';
import { CALL } from './run-schedule.ts';
import { shrink } from './shrink.ts';
import { scheduleOf } from './schedule/schedule.ts';
import { inWorkers } from './in-workers.ts';
import { streamsOf } from './streams.ts';
import { unseen } from './wrong-set-ups.ts';
import type { Blueprint } from './world/world.ts';

const FLAGS = {
  calls: {
    type: 'text',
    value: 'N',
    help: 'how many calls',
    otherwise: '2000; with --differential 200',
    read: wholeNumber(1),
  },
  seed: {
    type: 'text',
    value: 'N',
    help: 'the same seed gives the same calls',
    default: '1',
    read: wholeNumber(0),
  },
  call: {
    type: 'text',
    value: 'K',
    notWith: ['calls', 'replay'],
    help: 'play this call of the seed alone, and show all that happens in it',
    otherwise: 'none',
    read: wholeNumber(0),
  },
  replay: {
    type: 'path',
    value: 'FILE',
    notWith: ['calls', 'seed'],
    help: 'play the schedule of a file that an earlier simulation has written',
  },
  differential: {
    type: 'boolean',
    help: 'play short calls both simulated and on the emulated system with sockets and TLS, and compare them',
  },
  profile: {
    type: 'text',
    value: 'NAME',
    help: `one reading of Vonage's rules for all calls: ${PROFILES.map(({ name }) => name).join(', ')}`,
    otherwise: 'each call has its own, by seed',
  },
  assembly: { type: 'path', value: 'FOLDER', help: 'use this cloud assembly instead of synthesizing one' },
  out: {
    type: 'path',
    value: 'FOLDER',
    help: 'where schedules that break a promise are written',
    default: 'simulate-out',
  },
} as const;

export const simulate = define({
  name: 'simulate',
  about: `Plays calls under a virtual clock, with random faults in both regions, the static tier, the bots and the person: one to four
at a time, before a call or in the middle of it, lasting or flapping. The handlers, Vonage's rules, and what API Gateway,
CloudFront and Lambda decide are the code that the drill runs. Each call is judged by the promises of docs/simulate.md.`,
  flags: FLAGS,
  exits: {
    0: 'no promise was broken; with `--differential`: simulated calls are what happens on sockets',
    1: 'a promise was broken, a simulated call differs, or it could not run',
    2: 'unknown (a kind of fault or a rule was met by no call; with `--differential`: a machine that was too busy)',
  },
  async run(flags, io) {
    const { folder, remove } = temporaryFolder('simulate');
    try {
      if (flags.assembly === undefined) io.stdout('Synthesizing the stacks (up to a minute) ...');
      const assembly = await cloudAssembly({ assembly: flags.assembly, outDir: folder });
      const blueprint = await readBlueprint(assembly, flags.profile);
      if (flags.differential) return await differential(blueprint, assembly, flags, io);
      if (flags.replay !== undefined) return await playOne(blueprint, await readReplay(flags.replay), io);
      const { seed, call } = flags;
      if (call !== undefined)
        return await playOne(blueprint, { seed, call, schedule: scheduleOf(seed, call, flags.profile) }, io);
      return await playAll(blueprint, assembly, flags, io);
    } finally {
      remove();
    }
  },
});

async function playOne(
  blueprint: Blueprint,
  { seed, call, schedule }: Replay,
  { stdout }: Io,
): Promise<number> {
  for (const line of scheduleInWords(schedule)) stdout(line);
  const { world, judgements } = await playSchedule(blueprint, schedule, streamsOf(seed, call));
  stdout('');
  for (const line of timelineInWords(world.history, CALL)) stdout(line);
  stdout('');
  for (const { verdict, promise, text } of judgements) stdout(wrapped(`${verdict}: ${promise}: ${text}`));
  const isBroken = judgements.some(({ verdict }) => verdict === 'broken');
  stdout(isBroken ? 'Fail: a promise was broken.' : 'Pass: no promise was broken.');
  return isBroken ? 1 : 0;
}

async function differential(
  blueprint: Blueprint,
  assembly: string,
  { seed, call, calls = 200, replay, profile, out }: Values<typeof FLAGS>,
  io: Io,
): Promise<number> {
  const which =
    replay !== undefined
      ? await readReplay(replay)
      : { seed, profile, ...(call === undefined ? { calls } : { call }) };
  return runDifferential(blueprint, assembly, which, { out, io });
}

const MOST_SHOWN = 5;

async function playAll(
  blueprint: Blueprint,
  assembly: string,
  { calls = 2000, seed, profile, out }: Values<typeof FLAGS>,
  io: Io,
): Promise<number> {
  const missed = await unseen(blueprint);
  if (missed.length > 0) {
    io.stdout(
      wrapped(`Fail: the promises do not see ${missed.join(', nor ')}, so a simulation would prove nothing.`),
    );
    return 1;
  }
  const beganMs = io.nowMs();
  const played = await inWorkers({ assembly, profile, seed, calls }, io);
  const tookMs = io.nowMs() - beganMs;
  const broken = played.judged.filter(isBroken);
  const inevitable = played.judged.filter((each) => !isBroken(each));
  const { stdout } = io;
  for (const each of broken.slice(0, MOST_SHOWN)) await showBroken(blueprint, seed, each, out, io);
  stdout(
    `${calls} calls in ${(tookMs / 1000).toFixed(1)} s (seed ${seed}, history ${played.hash}): ${broken.length} broke a promise; ` +
      `${inevitable.length} met what no tier could prevent.`,
  );
  for (const line of inevitableInWords(inevitable)) stdout(line);
  const expected = expectedOf(blueprint, profile);
  const missing = expected.filter((name) => played.met[name] === undefined);
  if (broken.length > 0) {
    stdout('Fail: the calls above show it.');
    return 1;
  }
  if (missing.length > 0) {
    stdout(
      wrapped(
        `Unknown: no promise was broken, but no call met ${missing.join(', ')}. To fix this: add --calls ${calls * 4}.`,
      ),
    );
    return 2;
  }
  stdout(
    `Pass: no promise was broken, and all ${expected.length} faults, rules, rungs, tiers and ends of handlers were met.`,
  );
  return 0;
}

const isBroken = ({ judgements }: JudgedCall): boolean =>
  judgements.some(({ verdict }) => verdict === 'broken');

async function showBroken(
  blueprint: Blueprint,
  seed: number,
  judged: JudgedCall,
  out: string,
  { stdout }: Io,
): Promise<void> {
  const { call } = judged;
  const schedule = await shrink(blueprint, seed, judged);
  const file = join(out, `seed-${seed}-call-${call}.json`);
  await mkdir(out, { recursive: true });
  await writeFile(file, `${JSON.stringify({ seed, call, schedule }, undefined, 2)}\n`);
  stdout(`Call ${call} of seed ${seed}:`);
  for (const { verdict, promise, text } of judged.judgements)
    if (verdict === 'broken') stdout(wrapped(`  ${promise}: ${text}`, '  '));
  for (const line of scheduleInWords(schedule)) stdout(`  ${line}`);
  stdout(`  The same once more: npm run simulate -- --replay ${file}`);
  stdout('');
}

/** How often what could not be prevented, by its cause. */
function inevitableInWords(judged: Played['judged']): readonly string[] {
  const times = new Map<string, number>();
  for (const { judgements } of judged)
    for (const { promise } of judgements) times.set(promise, (times.get(promise) ?? 0) + 1);
  return [...times].map(
    ([promise, count]) =>
      `  ${promise}: ${count}, for example call ${judged.find(({ judgements }) => judgements.some((each) => each.promise === promise))?.call}`,
  );
}
