import type { PolicyStatementModel } from '../deployment.ts';
import { addressList } from '../network/address-list.ts';
import { wildcards } from '../wildcards.ts';

/** `implicit-deny`: no statement allows it. */
export type PolicyVerdict = 'allowed' | 'explicit-deny' | 'implicit-deny';

/**
 * How a resource policy judges a call: a Deny wins, then an Allow is needed (API Gateway Developer Guide, "How resource
 * policies affect authorization workflow", resource policy only).
 * @returns a function of `stage/METHOD/path` and the address that it comes from
 */
export function policyJudge(
  statements: readonly PolicyStatementModel[],
): (call: string, address: string) => PolicyVerdict {
  const compiled = statements.map((statement) => ({
    effect: statement.effect,
    calls: statement.calls.map(wildcards),
    conditions: statement.conditions.map(({ operator, ranges }) => {
      const isIn = addressList(ranges);
      return (address: string) => isIn(address) === (operator === 'IpAddress');
    }),
  }));
  return (call, address) => {
    const effects = compiled
      .filter(({ calls }) => calls.some((pattern) => pattern.test(call)))
      .filter(({ conditions }) => conditions.every((holds) => holds(address)))
      .map(({ effect }) => effect);
    if (effects.includes('Deny')) return 'explicit-deny';
    return effects.includes('Allow') ? 'allowed' : 'implicit-deny';
  };
}
