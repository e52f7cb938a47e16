import type { CheckResult, CheckTarget } from '../../../functions/core/check-report.ts';
import { math } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/**
 * A minute is good where both targets are shown to be. So whatever else a check finds is bad, and so is a minute without a
 * check: a dead one must not look healthy. `not-configured` is for secret-placeholder; without a deployment record the other
 * region is not asked, which the dashboard shows. Three of five minutes: one check in two minutes, and a request that failed
 * once, are nothing.
 * @param gateIsClosed the other region's front keeps the check out, and serves it the static NCCO as it should
 */
export const syntheticCheck = (namespace: string, gateIsClosed: boolean): AlarmSpec => {
  const good: readonly (readonly [CheckTarget, readonly CheckResult[]])[] = [
    ['own', ['ok', 'not-configured']],
    ['other', ['ok', 'not-configured', 'unknown-target', ...(gateIsClosed ? (['static'] as const) : [])]],
  ];
  const metrics = good.flatMap(([target, results]) =>
    results.map((result) => ({
      target,
      metric: counted(namespace, 'SyntheticCheck', { target, result }),
    })),
  );
  const isGood = ([wanted]: (typeof good)[number]): string => {
    const ids = metrics.flatMap(({ target }, index) => (target === wanted ? [`m${index}`] : []));
    return `((${ids.join(' + ')}) > 0)`;
  };
  return {
    name: 'synthetic-check',
    says: "The synthetic check found this region's answers or the other region's fallback wrong in three minutes of five, or did not run.",
    metric: math(
      good.map(isGood).join(' AND '),
      metrics.map(({ metric }) => metric),
    ),
    threshold: 1,
    below: true,
    bad: 3,
    of: 5,
    missing: 'bad',
  };
};
