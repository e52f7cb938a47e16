import type { Io } from '../kit/io.ts';
import type { Timeout } from '../kit/read-back-flag.ts';
import type { RegionalOutputs } from '../../contracts/outputs.ts';
import { mostMinutesOf } from '../../contracts/outputs.ts';
import { outputsAgain, readOutputs } from '../kit/read-outputs.ts';
import { carryOut } from './carry-out.ts';
import type { Outcome } from './carry-out.ts';
import { findRegions } from './find-regions.ts';
import { fingerprints } from './fingerprint.ts';
import { plan } from './plan.ts';
import type { Action, FoundRegion, RegionStep, Wanted } from './plan.ts';
import { describeOutcome, printOutcomes } from './print-outcomes.ts';
import { readNewSecret } from './read-new-secret.ts';
import type { Input } from './read-new-secret.ts';
import type { RegionSecret } from './region-secret.ts';
import { secretLocation } from './secret-location.ts';
import { secretInSecretsManager } from './secrets-manager.ts';
import { refuseTooEarly } from './waits.ts';
import { afterwards } from './what-next.ts';

export interface RotateOptions {
  readonly action: Action;
  readonly outputs: string;
  readonly json: boolean;
  readonly apply?: boolean;
  readonly withoutWaiting?: boolean;
  readonly readBackTimeout?: Timeout;
  /** Undefined: standard input. */
  readonly secretFile?: string | undefined;
}

/** What the command is given from outside. */
export interface Surroundings {
  readonly stdin: Input;
  readonly io: Pick<Io, 'nowMs' | 'stdout' | 'stderr' | 'signal' | 'keepUnprinted'>;
}

/** Returns the exit code. @throws CommandError */
export async function runRotate(options: RotateOptions, { stdin, io }: Surroundings): Promise<number> {
  const outputs = await readOutputs(options.outputs);
  const regions = openRegions(outputs, options);
  const mostMinutes = Math.max(...outputs.map(mostMinutesOf));
  const wanted = await readWanted(options, stdin, io);
  const found = await findRegions(regions);
  if (options.apply === true) {
    // Until here a signal ends the process; from here on it waits until both regions are written, and read back.
    io.signal.throwIfAborted();
    io.keepUnprinted(`${options.outputs}.log`);
  }
  const outcomes =
    wanted === undefined
      ? found.map(asFound)
      : await carryOut(stepsOf(wanted, found, options, { nowMs: io.nowMs(), mostMinutes }), found, regions, {
          apply: options.apply ?? false,
        });
  const next = afterwards(options.action, outcomes, io.nowMs(), mostMinutes, outputsAgain(options.outputs));
  if (options.json) io.stdout(JSON.stringify(toJson(options.action, outcomes, next)));
  else io.stdout([...printOutcomes(outcomes), '', ...next].join('\n'));
  return exitCode(outcomes);
}

/** The secondary first: a mistake there does not affect callers of the primary. */
function openRegions(
  outputs: readonly RegionalOutputs[],
  { readBackTimeout }: RotateOptions,
): readonly RegionSecret[] {
  const [primary, secondary] = outputs
    .map(secretLocation)
    .map((location) => secretInSecretsManager(location, readBackTimeout));
  return [secondary, primary].filter((region) => region !== undefined);
}

async function readWanted(
  { action, secretFile }: RotateOptions,
  stdin: Input,
  { stderr }: Surroundings['io'],
): Promise<Wanted | undefined> {
  if (action === 'status') return undefined;
  if (action !== 'stage') return { action };
  const { secret, remarks } = await readNewSecret(secretFile, stdin);
  for (const remark of remarks) stderr(remark);
  return { action, secret };
}

function stepsOf(
  wanted: Wanted,
  found: readonly FoundRegion[],
  { withoutWaiting = false }: RotateOptions,
  at: Parameters<typeof refuseTooEarly>[3],
): readonly RegionStep[] {
  const steps = plan(wanted, found);
  return withoutWaiting ? steps : refuseTooEarly(wanted.action, steps, found, at);
}

const asFound = (found: FoundRegion): Outcome =>
  'held' in found
    ? { ...found, state: 'unchanged', why: `written ${new Date(found.held.writtenAtMs).toISOString()}` }
    : {
        region: found.region,
        role: found.role,
        state: 'unavailable',
        problem: `${found.unavailable.found}. ${found.unavailable.fix}`,
      };

/** 1: an error or a refusal; 2: something is left to do. */
function exitCode(outcomes: readonly Outcome[]): number {
  const has = (...states: readonly Outcome['state'][]): boolean =>
    outcomes.some(({ state }) => states.includes(state));
  if (has('refused', 'changed-by-another-hand')) return 1;
  return has('unavailable', 'unknown', 'not-visible', 'to-change') ? 2 : 0;
}

const toJson = (action: Action, outcomes: readonly Outcome[], next: readonly string[]): object => ({
  action,
  regions: outcomes.map((outcome) => ({
    region: outcome.region,
    role: outcome.role,
    state: outcome.state,
    ...('held' in outcome ? { fingerprints: fingerprints(outcome.held.secrets) } : {}),
    detail: describeOutcome(outcome),
  })),
  next,
});
