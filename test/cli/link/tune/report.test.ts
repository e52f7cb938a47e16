import { deadlinesOf } from '../../../../cli/link/tune/deadlines.ts';
import type { RouteTimes } from '../../../../cli/link/tune/measure.ts';
import { recommend } from '../../../../cli/link/tune/recommend.ts';
import { printReport, reportJson } from '../../../../cli/link/tune/report.ts';
import type { Report } from '../../../../cli/link/tune/report.ts';
import { nowSet } from '../../../../cli/link/tune/now-set.ts';
import { DEFAULT_TIMEOUTS } from '../../../../cli/kit/silences.ts';
import { ROUTES } from './the-routes.ts';
import { support2024 } from '../../../../simulator/rules/support-2024.ts';

const region = { Region: 'one', TimeoutsName: 'shipped' } as const;
const DEADLINES = deadlinesOf(region, region, 'distribution');

const results = (answerMs: number): readonly RouteTimes[] =>
  ROUTES.map(([name, webhook]) => ({
    route: { name, webhook, address: `https://one.example.com/${name}`, request: () => ({}) as never },
    warm: {
      requests: 2,
      times: { connectsMs: [20, 30], responsesMs: [60, name === 'answer' ? answerMs : 80] },
      failures: {},
    },
    cold: {
      requests: 1,
      times: { connectsMs: [25], responsesMs: [400] },
      failures: { 'HTTP 502': 1 },
      coldStarts: 1,
      mostAtOnce: 4,
    },
  }));

const report = (answerMs = 90, others: Partial<Report> = {}): Report => {
  const found = results(answerMs);
  const measured = found.map(({ route: { name, webhook }, warm }) => ({ name, webhook, ...warm.times }));
  return {
    results: found,
    applications: [],
    staticNcco: { body: '', tookMs: 7 },
    deadlines: DEADLINES,
    profile: support2024,
    hasBot: true,
    deployed: { ...DEFAULT_TIMEOUTS, answer_url: { connect_timeout: 500, socket_timeout: 2000 } },
    nowSet: undefined,
    recommendations: recommend(measured, DEADLINES),
    notes: ['A note.'],
    ...others,
  };
};

/** A line of the text by its beginning, blanks made one. */
const line = (text: string, beginning: string): string | undefined =>
  text
    .split('\n')
    .find((each) => each.startsWith(beginning))
    ?.replaceAll(/ {2,}/g, ' | ');

describe('printReport', () => {
  it('tells what was measured, what is recommended beside what there is, and what each fault costs', () => {
    const text = printReport(report());
    expect(line(text, 'answer, warm')).toBe('answer, warm | 2 | 20 | 30 | 30 | 60 | 90 | 90 | 90 | 0');
    expect(line(text, 'answer, at once')).toBe(
      'answer, at once | 1 | 25 | 25 | 25 | 400 | 400 | 400 | 400 | 1',
    );
    expect(text).toContain('answer 1 (with up to 4 at once)');
    expect(line(text, 'answer_url.socket_timeout')).toBe(
      'answer_url.socket_timeout | 90 | 5000 | 2000 | 1650',
    );
    expect(line(text, 'silence, ms')).toBe(
      'silence, ms | Vonage’s defaults | as deployed | recommended | then',
    );
    // Two round trips of 20 ms, and F: 20 + 60 ms.
    expect(line(text, 'the primary refuses connections')).toContain('| 120 | 120 | 120 |');
    // The integration timeout, the way of 60 ms, and F.
    expect(line(text, 'the answer function hangs')).toContain('| 1340 | 1340 | 1340 |');
    // 2 × socket timeout + F.
    expect(line(text, 'the primary accepts and never answers  ')).toBe(
      'the primary accepts and never answers | 10080 | 4080 | 3380 | the fallback answers',
    );
    // The static NCCO has its own way.
    expect(line(text, 'both regions are black holes')).toContain('| 3007 | 2007 | 1607 |');
    expect(text).toContain("Vonage's round trip is assumed to be 100 ms");
    expect(text.endsWith('\nA note.')).toBe(true);
  });

  it('shows the timeouts configured in the application, where they are known', () => {
    const text = printReport(report(90, { nowSet: DEFAULT_TIMEOUTS }));
    expect(line(text, 'answer_url.connect_timeout')).toBe(
      'answer_url.connect_timeout | 30 | 1000 | 500 | 1000 | 300',
    );
  });

  it('has no column of costs for timeouts that there are not, and says why', () => {
    const text = printReport(report(5000));
    expect(line(text, 'answer_url.socket_timeout ')).toContain('| none helps');
    expect(line(text, 'silence, ms')).not.toContain('recommended');
    expect(text).toContain(
      'answer_url.socket_timeout: no timeout helps: 1 of 2 requests took 5000 ms or more',
    );
    expect(text).toContain('apply --primary OTHER-REGION');
  });

  it('takes a rare one for a lost packet', () => {
    const slow = report(90);
    const [first, ...rest] = slow.recommendations ?? [];
    if (first === undefined) throw new Error('no recommendation');
    const socket = { ...first.socket, timeoutMs: undefined, beyond: 1, of: 1000, largestMs: Infinity };
    const text = printReport({ ...slow, recommendations: [{ ...first, socket }, ...rest] });
    expect(text).toContain('1 of 1000 requests took 5000 ms or more (no answer in time)');
    expect(text).toContain('measure again from another network');
  });

  it('says where there is no margin, or no room for a deadline', () => {
    expect(printReport(report(4500))).toContain('leaves little margin over the measured 4500 ms');
    const [answer, ...others] = results(90);
    if (answer === undefined) throw new Error('no answer');
    const late = [
      { ...answer, warm: { ...answer.warm, times: { connectsMs: [20], responsesMs: [4000] } } },
      ...others,
    ];
    const measured = late.map(({ route: { name, webhook }, warm }) => ({ name, webhook, ...warm.times }));
    expect(
      printReport(report(90, { results: late, recommendations: recommend(measured, DEADLINES) })),
    ).toContain('the deadlines behind it (integration timeout, CloudFront) may take longer');
  });

  it('tells what was measured, and nothing more, where nothing was concluded', () => {
    const text = printReport(report(90, { recommendations: undefined }));
    expect(text).toContain('answer, warm');
    expect(text).not.toContain('recommended');
    expect(text).not.toContain('silence');
  });
});

describe('reportJson', () => {
  it('is one line that says the same', () => {
    const printed = JSON.parse(reportJson(report(90))) as Record<string, unknown>;
    expect(printed).toMatchObject({
      recommended: { answer_url: { connect_timeout: 300, socket_timeout: 1650 } },
      notes: ['A note.'],
    });
    expect((printed['measured'] as object[])[0]).toMatchObject({
      route: 'answer',
      warm: { requests: 2, connectMs: { count: 2, max: 30 }, failures: {} },
      cold: { coldStarts: 1, mostAtOnce: 4, failures: { 'HTTP 502': 1 } },
    });
    expect((printed['costs'] as object[])[3]).toEqual({
      fault: 'the primary accepts and never answers',
      silenceMs: { 'Vonage’s defaults': 10_080, 'as deployed': 4080, recommended: 3380 },
    });
  });

  it('has null for what never came, and no costs where nothing was concluded', () => {
    const printed = JSON.parse(reportJson(report(Infinity, { recommendations: undefined }))) as Record<
      string,
      unknown
    >;
    expect(printed).toMatchObject({ recommended: null, costs: [] });
    expect((printed['measured'] as object[])[0]).toMatchObject({ warm: { responseMs: { max: null } } });
  });
});

describe('nowSet', () => {
  it('is what is configured in the application, with Vonage’s defaults for the rest', () => {
    const webhooks = {
      answer_url: { address: 'x', connect_timeout: 400, socket_timeout: 1500 },
      event_url: {},
    };
    expect(nowSet({ capabilities: { voice: { webhooks } } })).toEqual({
      ...DEFAULT_TIMEOUTS,
      answer_url: { connect_timeout: 400, socket_timeout: 1500 },
    });
    expect(nowSet({ capabilities: {} })).toBeUndefined();
  });
});
