import { existsSync } from 'node:fs';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import type { Io } from '../kit/io.ts';
import { INTERRUPTED } from '../kit/interruption.ts';
import { confirm } from '../kit/io.ts';
import { CommandError } from '../kit/command-error.ts';
import { describeAwsProblem, noRegion } from '../kit/aws-problem.ts';
import { lookUntil } from '../kit/look-until.ts';
import type { Timeout } from '../kit/read-back-flag.ts';
import type { CloudOptions } from '../stacks/aws/open-cloud.ts';
import { awsEndpoint } from '../stacks/aws-endpoint.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { forgetOutputs, mustBeWritable } from '../stacks/outputs-file.ts';
import { table } from '../kit/table.ts';
import { SECRET_RECOVERY_DAYS, cleanUp } from './clean-up.ts';
import { findLeftovers, recordNames } from './leftovers.ts';
import type { Leftover } from './leftovers.ts';
import { findLinked, refuseLinked } from './still-linked.ts';
import { isBusy, survey } from './survey.ts';
import type { Surveyed } from './survey.ts';
import { takeDown } from './take-down.ts';

const LOOK_EVERY_MS = 5_000;

/** What the command is given from outside. */
export interface Surroundings {
  readonly io: Io;
  readonly openCloud: (options: CloudOptions) => Cloud;
}

interface DestroyOptions {
  readonly yes: boolean;
  readonly force: boolean;
  /** What was typed as the deployment's name; undefined: the journals are kept. */
  readonly withJournals: string | undefined;
  readonly credentials: string | undefined;
  readonly readBackTimeout: Timeout;
  readonly outputs: string;
}

/** Returns the exit code. @throws CommandError */
export async function runDestroy(options: DestroyOptions, { io, openCloud }: Surroundings): Promise<number> {
  const settings = ownSettings();
  if (options.withJournals !== undefined && options.withJournals !== settings.name)
    throw new CommandError(
      `--with-journals: expected the deployment's name (settings: name), found "${options.withJournals}". Nothing was deleted.`,
    );
  const withJournals = options.withJournals !== undefined;
  if (existsSync(options.outputs)) await mustBeWritable(options.outputs);
  const endpoint = awsEndpoint(io.env);
  const cloud = openCloud({ endpoint, onLine: io.stderr, signal: io.signal });
  if (endpoint !== undefined) io.stderr(`All requests go to ${endpoint}, not to AWS.`);
  const surveyed = await survey(settings, cloud);
  refuseSilence(surveyed);
  io.stderr(describeSurvey(surveyed, withJournals).join('\n'));
  await refuseWhileLinked(surveyed, options, io);
  if (!(await confirm(io, options.yes, `Take down ${settings.name}?`))) {
    io.stderr('Nothing was deleted.');
    return 1;
  }
  io.keepUnprinted(`${options.outputs}.log`);
  const problems = await destroy(surveyed, withJournals, cloud, io);
  const gone = surveyed.filter(({ region }) => !problems.has(region)).map((each) => each.name);
  await forgetOutputs(options.outputs, gone);
  const leftovers = (
    await Promise.all(
      surveyed.map((each) =>
        leftoversOf(
          each,
          { withJournals, problem: problems.get(each.region), readBackTimeout: options.readBackTimeout },
          cloud,
          io,
        ),
      ),
    )
  ).flat();
  io.stdout(['', ...describeLeftovers(leftovers)].join('\n'));
  if (io.signal.aborted) return INTERRUPTED;
  return leftovers.every(({ isOnPurpose }) => isOnPurpose) ? 0 : 2;
}

/** What was deleted may be answered for a while still: it is left once it was seen to be left for so long. */
const leftoversOf = (
  surveyed: Surveyed,
  about: {
    readonly withJournals: boolean;
    readonly problem: string | undefined;
    readonly readBackTimeout: Timeout;
  },
  cloud: Cloud,
  io: Io,
): Promise<readonly Leftover[]> =>
  lookUntil(
    () => findLeftovers(surveyed, ownSettings(), about, cloud),
    (found) =>
      io.signal.aborted || about.problem !== undefined || found.every(({ isOnPurpose }) => isOnPurpose),
    {
      timeoutMs: about.readBackTimeout.ms,
      everyMs: LOOK_EVERY_MS,
      nowMs: io.nowMs,
      // An interruption ends the waiting, not the list.
      pause: (ms) => io.pause(ms, io.signal).catch(() => undefined),
    },
  );

/** Records, then stack by stack, each with what it leaves. @returns what went wrong, by region */
async function destroy(
  surveyed: readonly Surveyed[],
  withJournals: boolean,
  cloud: Cloud,
  io: Io,
): Promise<ReadonlyMap<string, string>> {
  const problems = new Map<string, string>();
  /** What goes wrong in one region keeps nothing in another. */
  const attempt = async (region: string, work: () => Promise<void>): Promise<void> => {
    if (problems.has(region)) return;
    try {
      io.signal.throwIfAborted();
      await work();
    } catch (error) {
      problems.set(
        region,
        io.signal.aborted ? 'interrupted' : describeAwsProblem(error, { region, endpoint: cloud.endpoint }),
      );
    }
  };
  for (const each of surveyed) if ('unavailable' in each) problems.set(each.region, each.unavailable.found);
  // First: without it no synthetic check misses the other region.
  for (const { role, region } of surveyed) {
    if (role === 'static') continue;
    await attempt(region, async () => {
      for (const name of recordNames(ownSettings())) await cloud.deleteParameter(region, name);
    });
  }
  for (const each of surveyed) {
    if ('unavailable' in each) continue;
    const { role, name, region, stack } = each;
    io.stderr(`\n${role}: ${name} (${region})`);
    await attempt(region, async () => {
      if (stack !== undefined) {
        if (isBusy(stack))
          throw new Error(`another deployment is changing it (${stack.status}): wait until that ends`);
        await takeDown({ region, name, stack }, cloud, io);
        io.stderr('  the stack is gone');
      }
      await cleanUp(each, ownSettings(), { withJournals, cloud, io });
    });
    const problem = problems.get(region);
    if (problem !== undefined) io.stderr(`  left: ${problem}`);
  }
  return problems;
}

/** @throws CommandError where no region could be asked */
function refuseSilence(surveyed: readonly Surveyed[]): void {
  if (surveyed.some((each) => !('unavailable' in each))) return;
  const problems = surveyed.flatMap((each) =>
    'unavailable' in each ? [{ region: each.region, ...each.unavailable }] : [],
  );
  throw new CommandError(`${noRegion('at least one region to answer', problems)}\nNothing was deleted.`);
}

async function refuseWhileLinked(
  surveyed: readonly Surveyed[],
  { force, credentials }: DestroyOptions,
  io: Io,
): Promise<void> {
  const stacks = surveyed.flatMap((each) =>
    'stack' in each && each.stack !== undefined ? [each.stack] : [],
  );
  if (force || stacks.length === 0) return;
  const isComplete = !surveyed.some((each) => 'unavailable' in each && each.role !== 'static');
  refuseLinked(await findLinked(ownSettings(), { stacks, isComplete }, io, credentials));
}

const describeSurvey = (surveyed: readonly Surveyed[], withJournals: boolean): readonly string[] => [
  'Will be deleted, in this order:',
  ...table(
    surveyed.map((each) => [
      `  ${each.role}`,
      each.name,
      'unavailable' in each
        ? `skipped: ${each.unavailable.found}`
        : (each.stack?.status ?? 'deleted already; its leftovers'),
    ]),
  ),
  `With them: the deployment record, the static bucket, the signature secrets (they can be restored for ${String(SECRET_RECOVERY_DAYS)} days).`,
  withJournals ? 'And both journals with all their events, permanently.' : 'The journals are kept.',
];

const describeLeftovers = (leftovers: readonly Leftover[]): readonly string[] => [
  leftovers.length === 0 ? 'Nothing of the deployment is left.' : 'What is left:',
  ...leftovers.flatMap(({ region, what, why, isOnPurpose }) => [
    `  ${isOnPurpose ? 'kept' : 'LEFT'}  ${region}  ${what}`,
    `      ${why}`,
  ]),
  "Not touched: the CDK's bootstrap of the regions (CDKToolkit), which other stacks may use.",
];
