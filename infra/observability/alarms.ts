import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CHECK_TARGETS } from '../../contracts/check-report.ts';
import type { CheckResult, CheckTarget } from '../../contracts/check-report.ts';
import { FALLBACK_REASONS } from '../../contracts/metric-names.ts';
import { ROUTES } from '../../contracts/routes.ts';
import type { RouteName } from '../../contracts/routes.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { addressesAre } from '../ip-ranges/ip-allow-list.ts';
import { forAny, math } from './alarm.ts';
import type { AlarmSpec } from './alarm.ts';
import { counted, MINUTE, pageReads } from './metrics.ts';
import type { ObservedRegion } from './metrics.ts';

/** Routes that Vonage calls, and waits for. */
const AWAITED = ROUTES.filter(({ from }) => from !== 'anywhere');

/** Routes where a call flow runs. */
const ROUTES_WITH_A_FLOW: readonly RouteName[] = ['answer', 'event', 'websocket-disconnected', 'fallback'];

/** Alarms of a serving region. Each reports a condition that callers hear now, or will hear soon. */
export const regionalAlarms = ({ settings, role, api, functions }: ObservedRegion): readonly AlarmSpec[] => {
  const { name: namespace, alarms } = settings;
  return [
    {
      // One is enough: the other region has failed, and this one is all that is left before the static NCCO.
      name: 'fallback-used',
      says: 'The other region could not serve a request of Vonage; this one has.',
      ...forAny(FALLBACK_REASONS.map((reason) => counted(namespace, 'FallbackUsed', { reason }))),
    },
    {
      // Four minutes of six, so that none of these rings: two minutes whose results are not counted yet, two checks in one
      // minute and none in the next, a request that failed once.
      name: 'synthetic-check',
      says: "The synthetic check did not find both this region's answers and the other region's fallback well in four minutes of six, or did not run.",
      metric: bothTargetsGood(namespace, addressesAre(settings) === 'refused'),
      threshold: 1,
      below: true,
      bad: 4,
      of: 6,
      missing: 'bad',
    },
    {
      // The gateway's 5xx without those that any client can cause: a request without a signature is answered 503, on
      // purpose (decision 012). The gateway's count arrives at once; ours comes through the log, some of it a minute later. So
      // during a flood of unsigned requests a few 503s may be left over in one minute, and all of them in the last two:
      // hence three bad minutes of five. A tenth more is subtracted, because a long flood can leave some over in every
      // minute. A single failure that a caller notices rings fallback-used, in the other region.
      name: 'server-errors',
      says: 'The API has answered with server errors in three minutes of five.',
      metric: math(
        ([errors, unsigned]) => `${errors} - 1.1 * ${unsigned}`,
        [api.metricServerError({ statistic: Stats.SUM, period: MINUTE }), counted(namespace, 'Unsigned', {})],
      ),
      threshold: 1,
      bad: 3,
      of: 5,
      missing: 'good',
    },
    {
      name: 'throttled',
      says: 'Lambda has refused to run a function of this region: no concurrency was left.',
      ...forAny(functions.map((each) => each.metricThrottles({ statistic: Stats.SUM, period: MINUTE }))),
    },
    {
      name: 'genuine-refused',
      says: "A callback that knows our account and application was refused for its signature: most likely Vonage's, and this region's secret is wrong.",
      ...forAny([counted(namespace, 'GenuineRefusal', {})]),
    },
    {
      // The synthetic check finds it within a minute, before a caller does.
      name: 'secret-placeholder',
      says: "This region's signature secret is still the placeholder: it refuses every signed callback, and cannot check itself.",
      ...forAny([
        counted(namespace, 'CallbackRefused', { code: 'secret-not-configured' }),
        ...CHECK_TARGETS.map((target) =>
          counted(namespace, 'SyntheticCheck', { target, result: 'not-configured' }),
        ),
      ]),
    },
    {
      name: 'ncco-replaced',
      says: 'The call flow threw or returned an invalid NCCO, the state of a call could not be read, or the application that callbacks go on to failed: something else took its place.',
      ...forAny(
        (['threw', 'invalid', 'lost', 'application'] as const).map((why) =>
          counted(namespace, 'NccoReplaced', { why }),
        ),
      ),
    },
    {
      name: 'deadline-cut',
      says: 'A call flow took longer than its deadline.',
      ...forAny(ROUTES_WITH_A_FLOW.map((route) => counted(namespace, 'DeadlineCut', { route }))),
    },
    {
      name: 'near-miss',
      says: 'A request of Vonage was nearly answered too late.',
      ...forAny(AWAITED.map(({ name }) => counted(namespace, 'NearMiss', { route: name }))),
    },
    {
      // A single lost event rings. An event in the other region's journal is no failure: that journal is tried when the own
      // one has not answered for 100 ms (functions/webhook/journal-event.ts), and S3 is that slow now and then. Three of
      // them within five minutes ring, after one in twenty is subtracted: a single call has more than three events.
      name: 'journal-failing',
      says: "Events were lost, or this region's journal does not take them.",
      metric: math(
        ([lost, other, own]) => `1000000 * ${lost} + ${other} - 0.05 * ${own}`,
        (['lost', 'other', 'own'] as const).map((outcome) => counted(namespace, 'JournalWrite', { outcome })),
        Duration.minutes(5),
      ),
      threshold: 3,
      bad: 1,
      of: 2,
      missing: 'good',
    },
    {
      // Unauthenticated callers are refused all day. This many refusals are an attack, or callbacks of Vonage that we do
      // not understand.
      name: 'refusals',
      says: `More than ${alarms.refusalsPerMinute} callbacks were refused within a minute.`,
      ...forAny([counted(namespace, 'Refusal', {})]),
      threshold: alarms.refusalsPerMinute + 1,
    },
    // The secondary answers no call while the primary works.
    ...(alarms.silentMinutes > 0 && role === 'primary' ? [silent(namespace, alarms.silentMinutes)] : []),
  ];
};

/** Alarms of the static tier. */
export const staticAlarms = (settings: Settings): readonly AlarmSpec[] => [
  {
    // Only the page in place of a 5xx counts: behind a distribution only /fallback can cause one, and only for a signed
    // request. Any client can cause a 4xx; when a genuine callback gets one, genuine-refused and secret-placeholder ring.
    // An edge caches the page for a minute, so the number of callers who heard it is not known. S3 reports a read late, so
    // the alarm looks at a quarter of an hour.
    name: 'static-ncco-read',
    says: 'A region failed behind its distribution, and the static NCCO was served in its place: callers may hear the last resort.',
    ...forAny([pageReads(settings, '5xx')]),
    of: 15,
  },
];

/** Rings after this many minutes without an answered call. */
const silent = (namespace: string, minutes: number): AlarmSpec => ({
  name: 'silent',
  says: `This region has answered no call for ${minutes} minute${minutes === 1 ? '' : 's'}.`,
  metric: math(
    (tiers) => tiers.join(' + '),
    (['primary', 'secondary'] as const).map((tier) => counted(namespace, 'CallAnswered', { tier })),
  ),
  threshold: 1,
  below: true,
  bad: minutes,
  of: minutes,
  missing: 'bad',
});

/**
 * A minute is good only if both targets have a good result. Every other result is bad, and so is a minute without a check:
 * a check that does not run must not look healthy. `not-configured` counts as good, because secret-placeholder rings for
 * it; so does `unknown-target`, when no deployment record names the other region, which the dashboard shows.
 * @param refusesAddresses the other region's distribution refuses the check's address, and serves the static NCCO as it
 * should
 */
const bothTargetsGood = (namespace: string, refusesAddresses: boolean): AlarmSpec['metric'] => {
  const good: Readonly<Record<CheckTarget, readonly CheckResult[]>> = {
    own: ['ok', 'not-configured'],
    other: ['ok', 'not-configured', 'unknown-target', ...(refusesAddresses ? (['static'] as const) : [])],
  };
  const metrics = CHECK_TARGETS.flatMap((target) =>
    good[target].map((result) => counted(namespace, 'SyntheticCheck', { target, result })),
  );
  return math((terms) => {
    const own = terms.slice(0, good.own.length).join(' + ');
    const other = terms.slice(good.own.length).join(' + ');
    return `((${own}) > 0) AND ((${other}) > 0)`;
  }, metrics);
};
