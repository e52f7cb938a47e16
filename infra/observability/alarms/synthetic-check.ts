import { CHECK_TARGETS } from '../../../contracts/check-report.ts';
import type { CheckResult, CheckTarget } from '../../../contracts/check-report.ts';
import { math } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/**
 * A minute is good where both targets are shown to be. So whatever else a check finds is bad, and so is a minute without a
 * check: a dead one must not look healthy. `not-configured` is for secret-placeholder; without a deployment record the other
 * region is not asked, which the dashboard shows. Four of six minutes: two whose results are not counted yet, two checks in one
 * minute and none in the next, and a request that failed once, are nothing.
 * @param gateIsClosed the other region's front keeps the check out, and serves it the static NCCO as it should
 */
export const syntheticCheck = (namespace: string, gateIsClosed: boolean): AlarmSpec => {
  const good: Readonly<Record<CheckTarget, readonly CheckResult[]>> = {
    own: ['ok', 'not-configured'],
    other: ['ok', 'not-configured', 'unknown-target', ...(gateIsClosed ? (['static'] as const) : [])],
  };
  const metrics = CHECK_TARGETS.flatMap((target) =>
    good[target].map((result) => counted(namespace, 'SyntheticCheck', { target, result })),
  );
  return {
    name: 'synthetic-check',
    says: "The synthetic check did not find both this region's answers and the other region's fallback well in four minutes of six, or did not run.",
    metric: math((terms) => {
      const own = terms.slice(0, good.own.length).join(' + ');
      const other = terms.slice(good.own.length).join(' + ');
      return `((${own}) > 0) AND ((${other}) > 0)`;
    }, metrics),
    threshold: 1,
    below: true,
    bad: 4,
    of: 6,
    missing: 'bad',
  };
};
