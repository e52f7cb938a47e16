import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { ofType, synthesized, theOnly } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';
import { textOf } from './support/metric-ref.ts';
import { readDashboard } from './support/read-dashboard.ts';

const ROLES = ['primary', 'secondary', 'static'] as const;

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

describe.each(ROLES)('the dashboard of the %s stack', (role) => {
  it('is the only one, and carries the name of the stack', () => {
    const [, { Properties }] = theOnly(all[role], 'AWS::CloudWatch::Dashboard');
    expect(Properties.DashboardName).toBe(stackNames(all.settings)[role]);
  });

  it('begins with what callers lived through: who answered them, in both regions and the static tier', () => {
    const { primary, secondary, static: tier } = all.settings.regions;
    const [first] = readDashboard(all[role]);
    expect(first?.title).toBe('What callers lived through');
    const own = all.settings.regions[role];
    const seen = first?.metrics.map((metric) => {
      // A widget asks the dashboard's own region where it names none.
      const region = metric.region === 'here' ? own : metric.region;
      return [textOf(metric), region];
    });
    const page = (name: string) =>
      `GetRequests{BucketName=vonage-voice-failover-static-eu-north-1-111122223333,FilterId=${name}}`;
    expect(seen).toEqual([
      ['CallAnswered{tier=primary}', primary],
      ['CallAnswered{tier=primary}', secondary],
      ['CallAnswered{tier=secondary}', secondary],
      ['CallAnswered{tier=secondary}', primary],
      [page('instead-of-5xx'), tier],
      [page('instead-of-4xx'), tier],
    ]);
  });

  it('names each line of it by its region', () => {
    const labels = readDashboard(all[role])[0]?.metrics.map(({ label }) => label);
    expect(new Set(labels).size).toBe(6);
    expect(labels?.[0]).toBe(`answered by ${all.settings.regions.primary}, asked first`);
  });

  it('shows every alarm of its stack', () => {
    const shown = readDashboard(all[role]).flatMap(({ alarms }) => alarms);
    const there = ofType(all[role], 'AWS::CloudWatch::Alarm').map(([id]) => id.slice(0, -8));
    expect([...shown].sort()).toEqual([...there].sort());
  });

  it('asks no other region but in its first graph', () => {
    for (const { metrics } of readDashboard(all[role]).slice(1))
      for (const { region } of metrics) expect(region).toBe('here');
  });
});

describe.each(['primary', 'secondary'] as const)('the dashboard of the %s', (role) => {
  it('has these rows', () => {
    expect(readDashboard(all[role]).map(({ title }) => title)).toEqual([
      'What callers lived through',
      'Alarms',
      'API: latency',
      'API: requests and errors',
      'Fallback used, by reason',
      'Rungs offered',
      'Refused, by code',
      'Accepted, by secret; outside the ranges',
      'Journal',
      'Deadlines cut, near misses, NCCOs replaced, look-ups given up',
      'Synthetic check: results',
      'Synthetic check: time',
      'Functions: throttles',
      'Functions: errors',
      'Cold starts',
      'Errors by code',
      'Latest errors',
    ]);
  });

  it('reads the logs of every function', () => {
    const logGroups = ofType(all[role], 'AWS::Logs::LogGroup').map(([id]) => id.slice(0, -8));
    const queries = readDashboard(all[role]).filter(({ type }) => type === 'log');
    expect(queries).toHaveLength(4);
    for (const { query } of queries)
      for (const logGroup of logGroups) expect(query).toContain(`SOURCE '${logGroup}'`);
  });
});
