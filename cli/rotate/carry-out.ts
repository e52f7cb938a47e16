import { askedOf } from '../kit/asked-of.ts';
import { describeAwsProblem } from '../kit/aws-problem.ts';
import type { FoundRegion, RegionStep } from './plan.ts';
import { ChangedMeanwhileError } from './region-secret.ts';
import type { HeldSecrets, RegionSecret } from './region-secret.ts';

/** What became of a region. */
export type Outcome = Pick<RegionSecret, 'region' | 'role'> &
  (
    | { readonly state: 'changed'; readonly did: string; readonly held: HeldSecrets }
    | { readonly state: 'to-change'; readonly does: string; readonly held: HeldSecrets }
    | { readonly state: 'unchanged'; readonly why: string; readonly held: HeldSecrets }
    | { readonly state: 'refused'; readonly why: string; readonly held: HeldSecrets }
    /** Not read: the same command does it later. */
    | { readonly state: 'away'; readonly problem: string }
    /** Written or not: it did not say. The same command finds out, and does it if need be. */
    | { readonly state: 'unknown'; readonly problem: string }
    /** Another hand has written meanwhile; what it wrote stands. */
    | { readonly state: 'changed-by-another-hand' }
  );

/**
 * Does the steps, region by region, in the order of `regions`. A region that goes away is left behind; where another hand is
 * at work, nothing more is done.
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
      outcomes.push({ region, role, state: 'away', problem });
      continue;
    }
    const at = { region, role, held: was.held } as const;
    const isStopped = isRefused || outcomes.some(({ state }) => state === 'changed-by-another-hand');
    if (step.kind === 'change' && apply && !isStopped) {
      outcomes.push(
        await replace(was.held, step.after).then(
          (held): Outcome => ({ region, role, state: 'changed', did: step.does, held }),
          (error: unknown): Outcome =>
            error instanceof ChangedMeanwhileError
              ? { region, role, state: 'changed-by-another-hand' }
              : { region, role, state: 'unknown', problem: describeAwsProblem(error, askedOf(secret)) },
        ),
      );
    } else if (step.kind === 'change') outcomes.push({ ...at, state: 'to-change', does: step.does });
    else if (step.kind === 'refused') outcomes.push({ ...at, state: 'refused', why: step.why });
    else outcomes.push({ ...at, state: 'unchanged', why: step.why });
  }
  return outcomes;
}
