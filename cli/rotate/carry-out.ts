import { askedOf } from '../kit/asked-of.ts';
import { describeAwsProblem } from '../kit/aws-problem.ts';
import type { FoundRegion, RegionStep } from './plan.ts';
import { ChangedMeanwhileError, NotVisibleError } from './region-secret.ts';
import type { HeldSecrets, RegionSecret } from './region-secret.ts';

/** The result for one region. */
export type Outcome = Pick<RegionSecret, 'region' | 'role'> &
  (
    | { readonly state: 'changed'; readonly did: string; readonly held: HeldSecrets }
    | { readonly state: 'to-change'; readonly does: string; readonly held: HeldSecrets }
    | { readonly state: 'unchanged'; readonly why: string; readonly held: HeldSecrets }
    | { readonly state: 'refused'; readonly why: string; readonly held: HeldSecrets }
    /** Its secret could not be read; run the same command later. */
    | { readonly state: 'unavailable'; readonly problem: string }
    /** The write had no answer, so it may have happened. The same command finds out, and writes if necessary. */
    | { readonly state: 'unknown'; readonly problem: string }
    /** The write was acknowledged, and the region answers an older copy still. */
    | { readonly state: 'not-visible'; readonly problem: string }
    /** The secret was changed meanwhile by other means; that change is kept. */
    | { readonly state: 'changed-by-another-hand' }
  );

/**
 * Carries out the steps, region by region, in the order of `regions`. An unavailable region is skipped. If a secret was changed
 * by other means, nothing more is written.
 */
export async function carryOut(
  steps: readonly RegionStep[],
  found: readonly FoundRegion[],
  regions: readonly RegionSecret[],
  { apply }: { readonly apply: boolean },
): Promise<readonly Outcome[]> {
  const isRefused = steps.some(({ step }) => step.kind === 'refused');
  const outcomes: Outcome[] = [];
  for (const secret of regions) {
    const { region, role, replace } = secret;
    const was = found.find((each) => each.region === region);
    const step = steps.find((each) => each.region === region)?.step;
    if (was === undefined || !('held' in was) || step === undefined) {
      const problem =
        was && 'unavailable' in was ? `${was.unavailable.found}. ${was.unavailable.fix}` : 'not read';
      outcomes.push({ region, role, state: 'unavailable', problem });
      continue;
    }
    const at = { region, role, held: was.held } as const;
    const isStopped = isRefused || outcomes.some(({ state }) => state === 'changed-by-another-hand');
    if (step.kind === 'change' && apply && !isStopped) {
      outcomes.push(
        await replace(was.held, step.after).then(
          (held): Outcome => ({ region, role, state: 'changed', did: step.does, held }),
          (error: unknown) => failedOutcome(error, secret),
        ),
      );
    } else if (step.kind === 'change') outcomes.push({ ...at, state: 'to-change', does: step.does });
    else if (step.kind === 'refused') outcomes.push({ ...at, state: 'refused', why: step.why });
    else outcomes.push({ ...at, state: 'unchanged', why: step.why });
  }
  return outcomes;
}

function failedOutcome(error: unknown, secret: RegionSecret): Outcome {
  const { region, role } = secret;
  if (error instanceof ChangedMeanwhileError) return { region, role, state: 'changed-by-another-hand' };
  if (error instanceof NotVisibleError) return { region, role, state: 'not-visible', problem: error.message };
  return { region, role, state: 'unknown', problem: describeAwsProblem(error, askedOf(secret)) };
}
