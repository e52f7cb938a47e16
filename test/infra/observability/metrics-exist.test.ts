import { METRICS } from '../../../contracts/metric-names.ts';
import type { DimensionValues } from '../../../contracts/metric-names.ts';
import {
  APPLICATION_FAILURES,
  CHECK_RESULTS,
  FALLBACK_REASONS,
  JOURNAL_OUTCOMES,
} from '../../../contracts/metric-names.ts';
import { RUNGS } from '../../../contracts/rung.ts';
import type { RefusalCode } from '../../../functions/auth/refusal.ts';
import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { ROUTES } from '../../../contracts/routes.ts';
import { ofType, synthesized, theOnly } from '../synthesized.ts';
import type { Synthesized, Template } from '../synthesized.ts';
import { textOf } from './support/metric-ref.ts';
import type { MetricRef } from './support/metric-ref.ts';
import { readAlarms } from './support/read-alarms.ts';
import { readDashboard } from './support/read-dashboard.ts';

const ROLES = ['primary', 'secondary', 'static'] as const;

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized({ alarms: { email: null, refusalsPerMinute: 60, silentMinutes: 10 } });
});
afterAll(() => all.remove());

/** Every value that a dimension can have; of `code`, those that an alarm or a page names. */
const VALUES: {
  readonly [D in keyof DimensionValues]: readonly DimensionValues[D][];
} & { readonly route: readonly string[]; readonly code: readonly RefusalCode[] } = {
  tier: ['primary', 'secondary'],
  reason: FALLBACK_REASONS,
  rung: [...RUNGS, 'unknown'],
  secret: ['current', 'next', 'previous', 'none'],
  signature: ['valid', 'invalid'],
  outcome: JOURNAL_OUTCOMES,
  why: ['threw', 'invalid', 'lost', 'application'],
  cause: ['late', 'failed'],
  failure: APPLICATION_FAILURES,
  target: ['own', 'other'],
  result: CHECK_RESULTS,
  route: ROUTES.map(({ name }) => name),
  code: ['secret-not-configured'],
};

/** Why no function emits this metric; undefined: they do. */
const whyNot = ({ name, dimensions }: MetricRef): string | undefined => {
  if (!Object.hasOwn(METRICS, name)) return `the functions count no ${name}`;
  const expected: readonly string[] = METRICS[name as keyof typeof METRICS];
  const found = Object.keys(dimensions);
  if ([...found].sort().join() !== [...expected].sort().join())
    return `${name} has the dimensions ${expected.join(', ') || '(none)'}, not ${found.join(', ') || '(none)'}`;
  return Object.entries(dimensions)
    .filter(
      ([dimension, value]) =>
        !(VALUES[dimension as keyof typeof VALUES] as readonly string[]).includes(value),
    )
    .map(([dimension, value]) => `${dimension} is never ${value}`)[0];
};

/** Metrics of AWS's own, with their dimensions ("… metrics" of each service's guide). */
const OF_AWS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'AWS/ApiGateway': {
    Latency: ['ApiName'],
    Count: ['ApiName'],
    '4XXError': ['ApiName'],
    '5XXError': ['ApiName'],
  },
  'AWS/Lambda': { Throttles: ['FunctionName'], Errors: ['FunctionName'] },
  'AWS/S3': { GetRequests: ['BucketName', 'FilterId'] },
};

const inAlarms = (role: (typeof ROLES)[number]): readonly MetricRef[] =>
  Object.values(readAlarms(all[role], stackNames(all.settings)[role])).flatMap(({ metrics }) =>
    Object.values(metrics),
  );
const inWidgets = (template: Template): readonly MetricRef[] =>
  readDashboard(template).flatMap(({ metrics }) => metrics);
const searched = (template: Template) => readDashboard(template).flatMap(({ searches }) => searches);

describe.each(ROLES)('every metric that the %s stack names', (role) => {
  const named = (): readonly MetricRef[] => [...inAlarms(role), ...inWidgets(all[role])];

  it('is one that the functions emit, in the namespace of the deployment, or one of AWS’s', () => {
    expect(named().length).toBeGreaterThan(0);
    for (const metric of named()) {
      if (!metric.namespace.startsWith('AWS/')) {
        expect(metric.namespace).toBe(all.settings.name);
        expect([textOf(metric), whyNot(metric)]).toEqual([textOf(metric), undefined]);
      } else {
        expect(OF_AWS[metric.namespace]?.[metric.name]).toEqual(Object.keys(metric.dimensions).sort());
      }
    }
  });

  it('is of an API, a function, or a bucket’s metrics configuration that is there', () => {
    const { static: tier } = all;
    const there: Readonly<Record<string, readonly string[]>> = {
      ApiName: ofType(all[role], 'AWS::ApiGateway::RestApi').map(([, { Properties }]) => Properties.Name),
      FunctionName: ofType(all[role], 'AWS::Lambda::Function').map(([id]) => id.slice(0, -8)),
      BucketName: ['vonage-voice-failover-static-eu-north-1-111122223333'],
      FilterId: (
        theOnly(tier, 'AWS::S3::Bucket')[1].Properties.MetricsConfigurations as { readonly Id: string }[]
      ).map(({ Id }) => Id),
    };
    for (const { namespace, dimensions } of named())
      if (namespace.startsWith('AWS/'))
        for (const [dimension, value] of Object.entries(dimensions))
          expect(there[dimension]).toContain(value);
  });

  it('is searched for by all of its dimensions', () => {
    for (const { namespace, name, dimensions } of searched(all[role])) {
      expect(namespace).toBe(all.settings.name);
      expect([name, dimensions]).toEqual([name, METRICS[name as keyof typeof METRICS]]);
      // Without a dimension there is nothing to search for.
      expect(dimensions).not.toEqual([]);
    }
  });
});

describe.each(['primary', 'secondary'] as const)('in the %s', (role) => {
  it('everything that the functions count is in a graph, and all that rings too', () => {
    const shown = new Set([
      ...inWidgets(all[role]).map(({ name }) => name),
      ...searched(all[role]).map(({ name }) => name),
    ]);
    expect([...shown]).toEqual(expect.arrayContaining(Object.keys(METRICS)));
    expect([...shown]).toEqual(expect.arrayContaining(inAlarms(role).map(({ name }) => name)));
  });
});

it.each([
  ['a name', { name: 'CallAnswerd', dimensions: { tier: 'primary' } }, 'the functions count no CallAnswerd'],
  [
    'a dimension',
    { name: 'CallAnswered', dimensions: { Tier: 'primary' } },
    'has the dimensions tier, not Tier',
  ],
  [
    'a dimension too few',
    { name: 'SyntheticCheck', dimensions: { target: 'own' } },
    'target, result, not target',
  ],
  [
    'a dimension too many',
    { name: 'Refusal', dimensions: { code: 'x' } },
    'has the dimensions (none), not code',
  ],
  ['a value', { name: 'CallAnswered', dimensions: { tier: 'static' } }, 'tier is never static'],
])('a typo in %s is found', (_what, metric, found) => {
  expect(whyNot({ namespace: 'any', ...metric } as unknown as MetricRef)).toContain(found);
});
