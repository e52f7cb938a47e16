import { printable } from '../kit/printable.ts';
import { table } from '../kit/table.ts';
import type { CheckedRow } from './check-rows.ts';
import type { Finding } from './finding.ts';

const NAMES: Readonly<Record<Finding['status'], string>> = {
  ok: 'ok',
  differs: 'DIFFERS',
  'not-checked': 'not checked',
};

/** One line for each result, printed as soon as it is known. */
export const progressLine = ({ row, status, found }: CheckedRow): string =>
  printable(`${NAMES[status].padEnd(NAMES['not-checked'].length)}  ${row.name}: ${found}`);

/** The table; then, for each row that differs, which file relies on it and what to change; then the counts. */
export function printResults(region: string, results: readonly CheckedRow[]): string {
  const lines = table([
    ['', 'assumption', 'expected', 'found'],
    ...results.map(({ row, status, found }) => [NAMES[status], row.name, row.expected, found]),
  ]);
  return [
    `${region} and the static tier`,
    '',
    ...lines,
    ...results.filter(({ status }) => status === 'differs').flatMap(whatToChange),
    '',
    closing(results),
  ].join('\n');
}

const whatToChange = ({ row }: CheckedRow): readonly string[] => [
  '',
  `${row.name} differs`,
  `  assumed:   ${row.assumed}`,
  `  relied on: ${row.reliedOnIn}`,
  `  change:    ${row.change}`,
];

function closing(results: readonly CheckedRow[]): string {
  const count = (status: Finding['status']): string =>
    `${String(results.filter((each) => each.status === status).length)} ${NAMES[status].toLowerCase()}`;
  return `${count('differs')}, ${count('not-checked')}, ${count('ok')}.`;
}

/** One line for programs. */
export const resultsJson = (region: string, results: readonly CheckedRow[]): string =>
  JSON.stringify({
    region,
    rows: results.map(({ row, status, found }) => ({
      row: row.name,
      status,
      expected: row.expected,
      found,
      assumed: row.assumed,
      reliedOnIn: row.reliedOnIn,
      change: row.change,
    })),
  });

/** 1: something differs; 2: nothing was checked. */
export function exitCodeOf(results: readonly CheckedRow[]): 0 | 1 | 2 {
  if (results.some(({ status }) => status === 'differs')) return 1;
  return results.some(({ status }) => status === 'ok') ? 0 : 2;
}
