import type { CheckedRow } from '../../../cli/smoke/check-rows.ts';
import { exitCodeOf, printResults, progressLine, resultsJson } from '../../../cli/smoke/print-results.ts';
import { plainRow } from './a-row.ts';

const result = (name: string, status: CheckedRow['status'], found = 'this'): CheckedRow => ({
  row: plainRow(name),
  status,
  found,
});

describe('the results of npm run smoke', () => {
  it('are a table; of what differs, who relies on it and what to change', () => {
    const text = printResults('eu-west-1', [result('good', 'ok'), result('bad', 'differs', 'that')]);
    expect(text).toContain('eu-west-1 and the static tier');
    expect(text).toMatch(/^DIFFERS +bad +what bad expects +that$/m);
    expect(text).toContain(
      'bad differs\n  assumed:   what bad assumes\n  relied on: who relies on bad\n  change:    what bad would change',
    );
    expect(text).not.toContain('what good would change');
    expect(text).toMatch(/1 differs, 0 not checked, 1 ok\.$/);
  });

  it('are one line for programs', () => {
    expect(JSON.parse(resultsJson('eu-west-1', [result('bad', 'differs', 'that')]))).toEqual({
      region: 'eu-west-1',
      rows: [
        {
          row: 'bad',
          status: 'differs',
          expected: 'what bad expects',
          found: 'that',
          assumed: 'what bad assumes',
          reliedOnIn: 'who relies on bad',
          change: 'what bad would change',
        },
      ],
    });
  });

  it('do nothing to a terminal, whatever was answered', () => {
    expect(progressLine(result('bad', 'differs', 'a\u001b[2Jb'))).not.toContain('\u001b');
  });

  it.each([
    ['something differs', ['ok', 'differs', 'not-checked'], 1],
    ['all that was checked is as assumed', ['ok', 'not-checked'], 0],
    ['nothing was checked', ['not-checked'], 2],
    ['there is no row', [], 2],
  ] as const)('where %s', (_case, statuses, code) => {
    expect(exitCodeOf(statuses.map((status) => result('row', status)))).toBe(code);
  });
});
