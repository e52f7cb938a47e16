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
const ROUTES_WITH_A_FLOW: readonly RouteName[] = ['answer', 'websocket-disconnected', 'fallback'];

/** Alarms of a serving region. Each tells of something that a caller hears, or will soon. */
export const regionalAlarms = ({ settings, role, api, functions }: ObservedRegion): readonly AlarmSpec[] => {
  const { name: namespace, alarms } = settings;
  return [
    {
      // One is enough: a call was saved, and the next one needs the same luck.
      name: 'fallback-used',
      says: 'The other region could not serve a request of Vonage; this one has.',
      ...forAny(FALLBACK_REASONS.map((reason) => counted(namespace, 'FallbackUsed', { reason }))),
    },
    {
      // Four of six minutes: two whose results are not counted yet, two checks in one minute and none in the next, and a
      // request that failed once, are nothing.
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
      // The gateway's 5xx without those that anybody can cause: a request without a signature is answered 503, on purpose
      // (decision 012). The two are counted by different hands: the gateway's numbers come by themselves, ours through the
      // log, some in the next minute and some later. So a stranger's flood may leave a few of its 503s over in one minute,
      // and all of them in the last two. Three bad minutes of five are no such thing; and a tenth more is subtracted, since
      // in a flood what is shifted between minutes may be left over again and again. A single failure that a caller notices
      // is for fallback-used, in the other region.
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
      // The check sees it each minute, before anybody calls.
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
      says: 'The call flow threw or returned an invalid NCCO, and the last resort took its place.',
      ...forAny((['threw', 'invalid'] as const).map((why) => counted(namespace, 'NccoReplaced', { why }))),
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
      // A lost event rings by itself. One in the other region's journal is no failure: the other one is asked where the own
      // one has not answered for 100 ms (functions/webhook/journal-event.ts), and S3 is that slow now and then. Three of them
      // within five minutes are, beyond one in twenty; a single call tells more than three events.
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
      // Strangers are refused all day long; so many are an attack, or a callback of Vonage's that we do not understand.
      name: 'refusals',
      says: `More than ${alarms.refusalsPerMinute} callbacks were refused within a minute.`,
      ...forAny([counted(namespace, 'Refusal', {})]),
      threshold: alarms.refusalsPerMinute + 1,
    },
    // The secondary is silent as long as all is well.
    ...(alarms.silentMinutes > 0 && role === 'primary' ? [silent(namespace, alarms.silentMinutes)] : []),
  ];
};

/** Alarms of the static tier. */
export const staticAlarms = (settings: Settings): readonly AlarmSpec[] => [
  {
    // Only of the page instead of a 5xx: behind a front only /fallback can cause one, and no stranger there. A 4xx is what
    // anybody hears who visits a front; a genuine caller behind one is refused, which genuine-refused and secret-placeholder
    // tell. An edge keeps what it has read for a minute: how many have heard it is not known, that somebody has is. S3 tells
    // of a read when it can, so that a quarter of an hour is looked at.
    name: 'static-ncco-read',
    says: 'A region failed behind its front, and the static NCCO was served in its place: callers may hear the last resort.',
    ...forAny([pageReads(settings, '5xx')]),
    of: 15,
  },
];

/** That many minutes without an answered call ring, all of them. */
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
 * A minute is good where both targets are shown to be. So whatever else a check finds is bad, and so is a minute without a
 * check: a dead one must not look healthy. `not-configured` is for secret-placeholder; without a deployment record the other
 * region is not asked, which the dashboard shows.
 * @param refusesAddresses the other region's front keeps the check out, and serves it the static NCCO as it should
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
