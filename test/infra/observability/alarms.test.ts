import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { settings as shipped } from '../../fixtures/own/settings.ts';
import { synthesized } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';
import { textOf } from './support/metric-ref.ts';
import { readAlarms } from './support/read-alarms.ts';
import type { ReadAlarm } from './support/read-alarms.ts';

const STACKS = stackNames(shipped);
const SERVING = ['primary', 'secondary'] as const;

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

/** The whole rule in a line, metrics in the place of their ids. */
const ruleOf = ({ expression, metrics, condition, bad, of, periodS, missing }: ReadAlarm): string => {
  // Every metric of an expression is filled with 0: what was never counted must not hide what was.
  const named = expression.replace(/\bFILL\((m\d+), 0\)|^m0$/g, (_all, id = 'm0') => {
    const metric = metrics[id as string];
    return metric === undefined ? '?' : textOf(metric);
  });
  return `${named} ${condition}, ${bad} of ${of} × ${periodS} s, missing ${missing}`;
};
const rulesOf = (alarms: Readonly<Record<string, ReadAlarm>>) =>
  Object.fromEntries(Object.entries(alarms).map(([name, alarm]) => [name, ruleOf(alarm)]));

const ANY = '>= 1, 1 of 5 × 60 s, missing notBreaching';
const sum = (name: string, dimension: string, values: readonly string[]): string =>
  values.map((value) => `${name}{${dimension}=${value}}`).join(' + ');
const check = (target: string, ...results: readonly string[]): readonly string[] =>
  results.map((result) => `SyntheticCheck{result=${result},target=${target}}`);

describe.each(SERVING)('the %s', (role) => {
  const alarms = () => readAlarms(all[role], STACKS[role]);

  it('has these alarms, and no other', () => {
    const reasons = ['connection-closed', 'connection-reset', 'socket-timeout', 'invalid-ncco'];
    const functions = ['Answer', 'Event', 'WebsocketDisconnected', 'Fallback', 'Health', 'Check'];
    const own = check('own', 'ok', 'not-configured');
    const other = check('other', 'ok', 'not-configured', 'unknown-target');
    expect(rulesOf(alarms())).toEqual({
      'fallback-used': `${sum('FallbackUsed', 'reason', [...reasons, 'invalid-response-code', 'other'])} ${ANY}`,
      'synthetic-check': `((${own.join(' + ')}) > 0) AND ((${other.join(' + ')}) > 0) < 1, 4 of 6 × 60 s, missing breaching`,
      'server-errors': `5XXError{ApiName=${STACKS[role]}} - 1.1 * Unsigned >= 1, 3 of 5 × 60 s, missing notBreaching`,
      throttled: `${functions.map((id) => `Throttles{FunctionName=${id}Function}`).join(' + ')} ${ANY}`,
      'genuine-refused': `GenuineRefusal ${ANY}`,
      'secret-placeholder': `CallbackRefused{code=secret-not-configured} + ${own[1] ?? ''} + ${other[1] ?? ''} ${ANY}`,
      'ncco-replaced': `${sum('NccoReplaced', 'why', ['threw', 'invalid', 'lost', 'application'])} ${ANY}`,
      'deadline-cut': `${sum('DeadlineCut', 'route', ['answer', 'event', 'websocket-disconnected', 'fallback'])} ${ANY}`,
      'near-miss': `${sum('NearMiss', 'route', ['answer', 'event', 'websocket-disconnected', 'fallback'])} ${ANY}`,
      'journal-failing':
        '1000000 * JournalWrite{outcome=lost} + JournalWrite{outcome=other} - 0.05 * JournalWrite{outcome=own} >= 3, 1 of 2 × 300 s, missing notBreaching',
      refusals: 'Refusal >= 61, 1 of 5 × 60 s, missing notBreaching',
    });
  });
});

it('the static tier has one alarm', () => {
  expect(rulesOf(readAlarms(all.static, STACKS.static))).toEqual({
    'static-ncco-read': `GetRequests{BucketName=vonage-voice-failover-static-eu-north-1-111122223333,FilterId=instead-of-5xx} >= 1, 1 of 15 × 60 s, missing notBreaching`,
  });
});

describe.each(['primary', 'secondary', 'static'] as const)('each alarm of the %s stack', (role) => {
  const alarms = () => Object.entries(readAlarms(all[role], STACKS[role]));

  it('carries the name of the stack, and so the region', () => {
    for (const [name, { fullName }] of alarms()) expect(fullName).toBe(`${STACKS[role]}-${name}`);
  });

  it('says what has happened, and where it is written what to do', () => {
    for (const [name, { description }] of alarms()) {
      expect(description).toMatch(/^[A-Z].+\. What to do: docs\/runbook\/[a-z-]+\.md$/);
      expect(description).toContain(`docs/runbook/${name}.md`);
      expect(description.length).toBeLessThanOrEqual(1024);
    }
  });

  it("tells its own region's topic", () => {
    for (const [, { tells }] of alarms()) expect(tells).toEqual(['AlarmTopic']);
  });

  it('has ten metrics at most, and looks at a day at most: CloudWatch takes no more', () => {
    for (const [, { metrics, of, periodS }] of alarms()) {
      expect(Object.keys(metrics).length).toBeLessThanOrEqual(10);
      expect(of * periodS).toBeLessThanOrEqual(86_400);
    }
  });
});

describe('the settings', () => {
  const alarmsWith = async (changes: Parameters<typeof synthesized>[0]) => {
    const other = await synthesized(changes);
    await other.remove();
    return {
      primary: readAlarms(other.primary, STACKS.primary),
      secondary: readAlarms(other.secondary, STACKS.secondary),
    };
  };

  it.each([1, 1440])('silentMinutes %i: silence rings in the primary, and there alone', async (minutes) => {
    const { primary, secondary } = await alarmsWith({
      alarms: { ...shipped.alarms, silentMinutes: minutes },
    });
    expect(rulesOf(primary)['silent']).toBe(
      `CallAnswered{tier=primary} + CallAnswered{tier=secondary} < 1, ${minutes} of ${minutes} × 60 s, missing breaching`,
    );
    expect(primary['silent']?.description).toContain(`no call for ${minutes} minute`);
    expect((primary['silent']?.of ?? 0) * 60).toBeLessThanOrEqual(86_400);
    expect(Object.keys(secondary)).not.toContain('silent');
  });

  it('refusalsPerMinute: so many are no alarm', async () => {
    const { primary } = await alarmsWith({ alarms: { ...shipped.alarms, refusalsPerMinute: 7 } });
    expect(primary['refusals']?.condition).toBe('>= 8');
  });

  it('a refusing allow list serves the check the static NCCO at the other distribution, which is good', async () => {
    const source = { mode: 'both', countOnly: false, operatorRanges: [] } as const;
    const { primary } = await alarmsWith({ source });
    expect(rulesOf(primary)['synthetic-check']).toContain(check('other', 'static').join());
    expect(rulesOf(primary)['synthetic-check']).not.toContain(check('own', 'static').join());
  });
});
