import { parseCallsOptions } from '../../../cli/calls/options.ts';

const NOW_MS = Date.UTC(2026, 0, 31, 23, 59);
const parse = (...args: readonly string[]) => parseCallsOptions(args, NOW_MS);

describe('the options of npm run calls', () => {
  it.each([
    [[], { what: 'day', day: '2026-01-31' }],
    [['--day', '2020-02-29'], { what: 'day', day: '2020-02-29' }],
    [['--conversation', 'CON-1'], { what: 'conversation', conversation: 'CON-1', day: undefined }],
    [
      ['--conversation', 'CON-1', '--day', '2026-01-01'],
      { what: 'conversation', conversation: 'CON-1', day: '2026-01-01' },
    ],
    [['--from', '4477'], { what: 'from', from: '4477', day: '2026-01-31' }],
    [['--from', '+44 (0)7700 900123'], { what: 'from', from: '447700900123', day: '2026-01-31' }],
  ])('%j', (args, wanted) => {
    expect(parse(...args)).toEqual({ wanted, withProbes: false, json: false, outputs: 'cdk-outputs.json' });
  });

  it.each([
    [['--day', '2026-02-30'], 'found "2026-02-30"'],
    [['--day', '2026-13-41'], 'found "2026-13-41"'],
    [['--day', 'today'], '--day: expected a day in UTC'],
    [['--from', '1', '--conversation', 'CON-1'], 'found both'],
    [['--from', ''], 'found nothing'],
    [['--from', '07700 900123'], '--from: expected a phone number with its country code'],
    [['--conversation', ''], 'found nothing'],
    [['--bogus'], "Unknown option '--bogus'"],
    [['CON-1'], 'npm run calls -- [options]'],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });

  it('knows when help is wanted', () => {
    expect(parse('--help')).toBeUndefined();
  });
});
