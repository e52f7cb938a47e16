import { resourcesOf } from '../../stacks/assembly.ts';
import type { AssemblyStack, Template } from '../../stacks/assembly.ts';
import type { Concurrency } from '../../stacks/cloud.ts';
import { referredTo } from '../../stacks/look-ups/look-up.ts';
import type { Check } from './check.ts';

/** Lambda keeps so many back for functions that reserve nothing (Lambda, "Configuring reserved concurrency"). */
const KEPT_BACK = 100;
/** A new account begins with ten. */
const FEW = 100;

/** What the stack's functions take out of the account's quota: reserved, or provisioned where nothing is. */
export function takenConcurrency(template: Template): number {
  const provisioned = new Map<string, number>();
  for (const type of ['AWS::Lambda::Alias', 'AWS::Lambda::Version']) {
    for (const [, { Properties }] of resourcesOf(template, type)) {
      const config = Properties?.['ProvisionedConcurrencyConfig'] as
        { readonly ProvisionedConcurrentExecutions?: number } | undefined;
      const of = referredTo(Properties?.['FunctionName']) ?? '';
      provisioned.set(of, (provisioned.get(of) ?? 0) + (config?.ProvisionedConcurrentExecutions ?? 0));
    }
  }
  return resourcesOf(template, 'AWS::Lambda::Function')
    .map(([id, { Properties }]) => {
      const reserved = Properties?.['ReservedConcurrentExecutions'];
      return typeof reserved === 'number' ? reserved : (provisioned.get(id) ?? 0);
    })
    .reduce((sum, each) => sum + each, 0);
}

/**
 * Whether Lambda would grant it, and whether a busy hour fits.
 * @param isNew the stack is not there: nothing of what is taken is its own
 */
export function checkConcurrency(
  { region, template }: AssemblyStack,
  { limit, unreserved }: Concurrency,
  isNew: boolean,
): Check {
  const taken = takenConcurrency(template);
  const check = {
    where: region,
    about: 'Lambda quota',
    found: `${String(limit)} executions at once, ${String(unreserved)} of them unreserved${taken === 0 ? '' : `; the functions take ${String(taken)}`}`,
  } as const;
  const free = (isNew ? unreserved : limit) - KEPT_BACK;
  const more = `ask for more (Service Quotas, Lambda, "Concurrent executions", ${region})`;
  if (taken > 0 && taken > free)
    return {
      state: 'failed',
      ...check,
      whatToDo: `AWS keeps ${String(KEPT_BACK)} unreserved, so that at most ${String(Math.max(0, free))} can be reserved: lower functions.reservedConcurrency and functions.provisionedConcurrency in settings.ts, or ${more}.`,
    };
  if (limit < FEW)
    return {
      state: 'warning',
      ...check,
      whatToDo: `More requests at once are throttled, and their callers go to the other region. Before production: ${more}.`,
    };
  return { state: 'ok', ...check };
}
