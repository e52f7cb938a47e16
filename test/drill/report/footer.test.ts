import { footer } from '../../../drill/report/footer.ts';
import { commandFor } from '../../../drill/run/options.ts';
import type { ReportedScenario } from '../../../drill/report/result.ts';
import type { Verdict } from '../../../drill/run/verdict.ts';
import { aResult, aScenarioResult } from './a-result.ts';

const shown = (others: Parameters<typeof aResult>[0] = {}, calls?: number) =>
  footer(
    aResult(others),
    'out',
    (names) => commandFor({ otherFlags: ['--tight'], story: [] }, names),
    calls,
  ).split('\n');
const failed = aScenarioResult({ name: 'a', verdict: 'fail' });
const unknown = aScenarioResult({ name: 'b', verdict: 'unknown' });

describe('footer', () => {
  it('says that every scenario passed, and names the files', () => {
    expect(shown()).toEqual([
      'Pass: every caller heard what was promised, within the limit (1 scenario, 20 calls, 61 s).',
      'Files in out: result.json (all numbers), details.txt (wider tables, wait on each rung),',
      'functions.log (the last output of the functions), <scenario>/history.jsonl (every request, NCCO and sound).',
    ]);
  });

  it('says that no failure was found if a scenario could not be measured, and which command to run next', () => {
    const [verdict, next] = shown({ verdict: 'unknown', scenarios: [aScenarioResult(), unknown] });
    expect(verdict).toBe(
      'Unknown: no failure was found, but the run is incomplete: 1 of 2 scenarios could not be measured ' +
        '(2 scenarios, 40 calls, 61 s).',
    );
    expect(next).toBe('To run the rest, with other programs closed: npm run drill -- --scenario b --tight');
  });

  it('names the failed scenarios, and separately those that could not be measured', () => {
    const [verdict, next] = shown({ verdict: 'fail', scenarios: [failed, unknown] });
    expect(verdict).toMatch(
      /^Fail: 1 of 2 scenarios failed: a; 1 of 2 scenarios could not be measured .*cause of each failure are above\.$/,
    );
    expect(next).toContain('--scenario b --tight');
    expect(next).not.toContain('--scenario a');
  });

  it.each<[string, readonly ReportedScenario[], RegExp, Verdict?]>([
    [
      'nothing wrong so far',
      [aScenarioResult()],
      /^Unknown: no failure was found, but the run is incomplete: 2 scenarios did not run/,
    ],
    [
      'a failure before',
      [failed],
      /^Fail: 1 of 1 scenario failed: a; 2 scenarios did not run, because the drill was interrupted/,
      'fail',
    ],
    ['nothing finished', [], /^Unknown: no scenario ran to its end, so nothing was tested\.$/],
  ])(
    'says that the run was interrupted, and how to run the rest: %s',
    (_what, scenarios, words, found = 'unknown') => {
      const [verdict, next] = shown({ interrupted: true, verdict: found, scenarios, notRun: ['c', 'd'] });
      expect(verdict).toMatch(words);
      expect(next).toBe(
        'To run the rest, with other programs closed: npm run drill -- --scenario c --scenario d --tight',
      );
    },
  );

  it('says which webhook handlers are too slow, or could not be measured', () => {
    const handler = (verdict: 'fail' | 'unknown', route: 'answer' | 'event') =>
      ({ route, emptyMs: 4, tookMs: 300, byTheClockMs: 300, limitMs: 104, verdict }) as const;
    const both = [handler('fail', 'answer'), handler('unknown', 'event')];
    expect(shown({ verdict: 'fail', handlers: both })[0]).toMatch(
      /^Fail: 1 webhook handler too slow: \/answer; webhook handlers that could not be measured: \/event /,
    );
    const [verdict, next] = shown({ verdict: 'unknown', handlers: [handler('unknown', 'event')] });
    expect(verdict).toMatch(/^Unknown: no failure was found, .*could not be measured: \/event/);
    expect(next).toBe(
      'To run the rest, with other programs closed: npm run drill -- --scenario healthy --tight',
    );
  });

  it.each([
    [undefined, ': add --calls 5, so'],
    [20, ': --calls 5 instead of --calls 20, so'],
    [5, ': --calls 1 instead of --calls 5, so'],
    [3, ': --calls 1 instead of --calls 3, so'],
    [1, undefined],
  ])('where --calls is %s, advises fewer than that on a busy machine', (calls, words) => {
    const lines = shown({ verdict: 'unknown', scenarios: [unknown] }, calls);
    const advice = lines.find((line) => line.startsWith('If this machine stays too busy'));
    if (words === undefined) expect(advice).toBeUndefined();
    else expect(advice).toContain(words);
  });

  it('says what was left out, and why', () => {
    const leftOut = [
      { scenario: 'forged-callbacks', why: 'no signature is required' },
      { scenario: 'long-query', why: 'the fallback is a GET' },
      { scenario: 'unauthenticated-flood', why: 'no signature is required' },
    ];
    expect(shown({ leftOut }).slice(0, 2)).toEqual([
      'Not run, because no signature is required: forged-callbacks, unauthenticated-flood',
      'Not run, because the fallback is a GET: long-query',
    ]);
  });
});
