import { footer } from '../../../drill/report/footer.ts';
import { handlersInWords } from '../../../drill/report/notes.ts';
import { commandFor } from '../../../drill/run/options.ts';
import { aResult, aScenarioResult } from './a-result.ts';

const shown = (others: Parameters<typeof aResult>[0] = {}) =>
  footer(aResult(others), 'out', (names) => commandFor({ otherFlags: ['--tight'] }, names)).split('\n');
const failed = aScenarioResult({ name: 'a', verdict: 'fail' });
const unknown = aScenarioResult({ name: 'b', verdict: 'unknown' });

describe('footer', () => {
  it('says that all is well, and where the rest is', () => {
    expect(shown()).toEqual([
      'Pass: every caller heard what was promised, and within the limit (1 scenario, 20 calls, 61 s).',
      'Files in out: result.json (every number), details.txt (wide tables, and each rung),',
      'functions.log (what the functions wrote last), <scenario>/history.jsonl (all that happened).',
    ]);
  });

  it('says that nothing is wrong where something could not be measured, and what to type next', () => {
    const [verdict, next] = shown({ verdict: 'unknown', scenarios: [aScenarioResult(), unknown] });
    expect(verdict).toBe(
      'Unknown: nothing was found wrong, but not all is proven: 1 of 2 could not be measured ' +
        '(2 scenarios, 40 calls, 61 s).',
    );
    expect(next).toBe('To prove the rest, on an idle machine: npm run drill -- --scenario b --tight');
  });

  it('says who broke their promise, and keeps apart what could not be measured', () => {
    const [verdict, next] = shown({ verdict: 'fail', scenarios: [failed, unknown] });
    expect(verdict).toMatch(
      /^Fail: 1 of 2 broke their promise: a; 1 of 2 could not be measured .*Above: symptom and cause of each\.$/,
    );
    expect(next).toContain('--scenario b --tight');
    expect(next).not.toContain('--scenario a');
  });

  it.each([
    [
      'nothing wrong so far',
      [aScenarioResult()],
      /^Unknown: nothing was found wrong, but not all is proven: 2 scenarios did not run/,
    ],
    [
      'a failure before',
      [failed],
      /^Unknown: 1 of 1 broke their promise: a; 2 scenarios did not run, because of an interruption/,
    ],
    ['nothing finished', [], /^Unknown: no scenario was run to its end, so nothing is proven\.$/],
  ])('says that the run was interrupted, and how to run the rest: %s', (_what, scenarios, words) => {
    const [verdict, next] = shown({ interrupted: true, verdict: 'unknown', scenarios, notRun: ['c', 'd'] });
    expect(verdict).toMatch(words);
    expect(next).toBe(
      'To prove the rest, on an idle machine: npm run drill -- --scenario c --scenario d --tight',
    );
  });

  it('says which webhook handlers are too slow, or could not be measured', () => {
    const handler = (verdict: 'fail' | 'unknown', route: 'answer' | 'event') =>
      ({ route, emptyMs: 4, tookMs: 300, limitMs: 104, verdict }) as const;
    const both = [handler('fail', 'answer'), handler('unknown', 'event')];
    expect(shown({ verdict: 'fail', handlers: both })[0]).toMatch(
      /^Fail: 1 webhook handler too slow: \/answer; webhook handlers that could not be measured: \/event /,
    );
    const [verdict, next] = shown({ verdict: 'unknown', handlers: [handler('unknown', 'event')] });
    expect(verdict).toMatch(/^Unknown: nothing was found wrong, .*could not be measured: \/event/);
    expect(next).toBe('To prove the rest, on an idle machine: npm run drill -- --scenario healthy --tight');
    expect(handlersInWords(both).split('\n')).toEqual([
      'the webhook handler /answer: fail',
      '  it took 300 ms, an empty function in its place 4 ms; expected 104 ms at most (medians)',
      'the webhook handler /event: unknown. Nothing was found wrong; it could not be measured.',
      '  it took 300 ms, an empty function in its place 4 ms; expected 104 ms at most (medians); ' +
        'by the clock it took longer, while a process waited for a core',
    ]);
    expect(handlersInWords([])).toBe('');
  });

  it('says what was left out, and why', () => {
    expect(shown({ leftOut: ['forged-callbacks', 'stranger-floods'] })[0]).toBe(
      'left out, since source.mode "ip" asks for no signature: forged-callbacks, stranger-floods',
    );
  });
});
