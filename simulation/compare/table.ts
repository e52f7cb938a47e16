import { markdownTable, table as textTable, wrapped } from '../../cli/kit/table.ts';
import { wrapCells } from '../../drill/report/in-words.ts';
import type { Cell, State } from './cell.ts';
import { inWords } from './cell-in-words.ts';
import type { Comparison } from './comparison.ts';
import { COMPARED_FAULTS } from './faults.ts';
import type { SetUpName } from './set-ups.ts';

/** What stands behind a cell. */
const MARKS: Readonly<Record<State, string>> = {
  pass: '',
  'as-ruled': ' *',
  fail: ' FAIL',
  'not-applicable': '',
  unknown: ' ?',
};

/** Two spaces between them: 120 columns at most. */
const WIDTHS = [40, 17, 22, 21, 6, 4] as const;

/** All that is printed of a comparison, a paragraph each. @param again the command that was typed, without --call */
export function inParagraphs(comparison: Comparison, again: string): readonly string[] {
  const { profiles, seed, calls, cells } = comparison;
  const [profile = ''] = profiles;
  return [
    `rules of Vonage: ${profile}; seed: ${seed}; calls of each cell: ${calls}`,
    cellTable(comparison, profile),
    legend(comparison),
    rulesInWords(comparison),
    ...questionsInWords(comparison),
    ...realInWords(comparison),
    ...cells
      .filter(({ state }) => state === 'fail' || state === 'unknown')
      .map((cell) => doubtful(cell, again)),
    footer(comparison),
  ].filter((paragraph) => paragraph !== '');
}

/** A row for each fault, with what callers of each set-up heard by one profile. */
function cellTable(comparison: Comparison, profile: string): string {
  const { faults, setUps, cells } = comparison;
  const numbers = rulesOf(comparison);
  const rows = faults.map(({ name, says }) => {
    const row = setUps.map((setUp) => cellAt(cells, name, setUp.name, profile));
    const decided = row.find((cell) => cell?.decided !== undefined)?.decided;
    const limit = row.find((cell) => cell !== undefined)?.limitMs ?? 0;
    return [
      says,
      ...row.map((cell) => (cell === undefined ? '' : short(cell))),
      `${(limit / 1000).toFixed(1)} s`,
      decided === undefined ? '' : String(numbers.indexOf(decided) + 1),
    ];
  });
  const titles = ['what breaks', ...setUps.map(({ name }) => name), 'limit', 'rule'];
  const widths = [WIDTHS[0], ...setUps.map(({ name }) => WIDTHS[COLUMN_OF[name]]), WIDTHS[4], WIDTHS[5]];
  const isRight = (column: number): boolean => column > setUps.length;
  return textTable(wrapCells([titles, ...rows], widths), isRight).join('\n');
}

/** `dropped, 2.0 s *`, `bot`. */
function short(cell: Cell): string {
  if (cell.state === 'not-applicable') return 'not applicable';
  const { heard, after } = inWords(cell);
  return [heard, ...(after === undefined ? [] : [after])].join(', ') + MARKS[cell.state];
}

const COLUMN_OF = { bare: 1, article: 2, this: 3 } as const satisfies Record<SetUpName, number>;

const cellAt = (cells: readonly Cell[], fault: string, setUp: SetUpName, profile: string): Cell | undefined =>
  cells.find((cell) => cell.fault === fault && cell.setUp === setUp && cell.profile === profile);

const legend = ({ setUps }: Comparison): string =>
  [
    ...setUps.map(({ name, says }) => [name, says] as const),
    [
      'bot, …',
      'what callers heard last, or that the call was dropped; then the longest silence, where callers notice it',
    ],
    [
      'limit',
      "the longest silence that this project promises, computed from its timeouts and Vonage's rules",
    ],
    ['*', 'dropped, or silent for longer than the limit, as the rules say that this set-up must be'],
    ['rule', 'of Vonage, that decided what became of the call:'],
  ]
    .map(([name = '', says = '']) =>
      wrapped(name.padEnd(9) + says, '').replaceAll('\n', `\n${' '.repeat(9)}`),
    )
    .join('\n');

/** Those that decided a cell of the table, in the order of the profile. */
const rulesOf = ({ cells, rules, profiles }: Comparison): readonly string[] => {
  const decided = new Set(
    cells.flatMap((cell) => (cell.profile === profiles[0] ? (cell.decided ?? []) : [])),
  );
  return Object.keys(rules).filter((name) => decided.has(name));
};

const rulesInWords = (comparison: Comparison): string =>
  rulesOf(comparison)
    .map((name, index) => {
      const { says, certainty } = comparison.rules[name] ?? { says: '', certainty: '' };
      return `${String(index + 1).padStart(4)}  ${name}: ${says}${certainty === 'assumption' ? ' (assumed)' : ''}`;
    })
    .join('\n');

/** What must be found out, because the profiles disagree about it. */
function questionsInWords({ questions, disagreements, profiles, cells }: Comparison): readonly string[] {
  if (profiles.length < 2) return [];
  const of = cells.filter(
    ({ profile, state }) => profile === profiles[0] && state !== 'not-applicable',
  ).length;
  if (disagreements.length === 0) return ["All readings of Vonage's rules agree on every cell."];
  return [
    wrapped(
      `The readings of Vonage's rules (${profiles.join(', ')}) disagree on ${disagreements.length} of ${of} cells. To find out, for your account:`,
    ),
    ...questions.map(({ asks, readings, settle, cells: decided }) =>
      [
        wrapped(`- ${asks}`, ''),
        ...readings.map(({ profile, says, source, certainty }) =>
          wrapped(`${profile}: ${says} (${certainty === 'certain' ? '' : 'assumed; '}${source})`, '    '),
        ),
        wrapped(
          `It decides ${decided.length} cells, such as ${decided.slice(0, 3).join(', ')}. Settle it: ${settle}.`,
          '  ',
        ),
      ].join('\n'),
    ),
  ];
}

const REAL_FAULTS = COMPARED_FAULTS.filter(({ onSockets }) => onSockets).map(({ name }) => name);

/** The cells that were played on sockets: what was heard there, and in the simulation. */
function realInWords({ real }: Comparison): readonly string[] {
  if (real === undefined) return [];
  const ordered = real.toSorted((a, b) => REAL_FAULTS.indexOf(a.fault) - REAL_FAULTS.indexOf(b.fault));
  const rows = ordered.map(({ fault, setUp, verdict, heard: { simulated, onSockets } }) => [
    `${fault} / ${setUp}`,
    ...[simulated, onSockets].flatMap(({ ends, last, silenceMs }) => [
      ends === 'dropped' ? 'dropped' : last,
      `${silenceMs} ms`,
    ]),
    verdict === 'pass' ? 'the same' : verdict === 'fail' ? 'DIFFERS' : 'unknown',
  ]);
  const titles = ['on sockets too', 'simulated', 'silence', 'on sockets', 'silence', ''];
  return [
    textTable([titles, ...rows], (column) => column === 2 || column === 4).join('\n'),
    ...real.flatMap(({ fault, setUp, verdict, differences, state }) =>
      verdict === 'pass'
        ? []
        : [
            [
              `${fault} / ${setUp}: ${verdict === 'fail' ? `simulated: ${state.simulated}, on sockets: ${state.onSockets}` : 'this machine was too busy'}`,
              ...differences.map((text) => wrapped(text, '  ')),
            ].join('\n'),
          ],
    ),
  ];
}

const doubtful = ({ fault, setUp, profile, state, why = '', worst }: Cell, again: string): string =>
  [
    wrapped(`${state}: ${fault} / ${setUp} / ${profile}: ${why}.`),
    ...(worst === undefined
      ? []
      : [
          `  Its worst call: ${again} --fault ${fault} --set-up ${setUp} --profile ${profile} --call ${worst.call}`,
        ]),
  ].join('\n');

function footer({ verdict, cells }: Comparison): string {
  const times = (state: State): number => cells.filter((cell) => cell.state === state).length;
  const counted = `${cells.length} cells: ${times('pass')} pass, ${times('as-ruled')} bad as the rules say, ${times('not-applicable')} not applicable, ${times('unknown')} unknown, ${times('fail')} fail.`;
  switch (verdict) {
    case 'pass':
      return `${counted}\nPass: this project keeps its limits, and the other set-ups are as bad as Vonage's rules make them.`;
    case 'fail':
      return `${counted}\nFail: the cells above show it.`;
    case 'unknown':
      return `${counted}\nUnknown: the cells above could not be judged.`;
  }
}

const README_HEAD = ['What breaks', 'Bare*', 'With a static fallback*', 'Here'];

/** `2.0 s of silence, then the call ends`. */
function long(cell: Cell): string {
  const { heard, after } = inWords(cell);
  const then =
    cell.dropped > 0 ? 'the call ends' : heard === 'announcement' ? 'an announcement' : `the ${heard}`;
  return after === undefined ? `at once ${then}` : `${after} of silence, then ${then}`;
}

/** The table of the README: a few faults, by the first profile. */
export function readmeTable({ cells, profiles }: Comparison): readonly string[] {
  const [profile = ''] = profiles;
  const rows = COMPARED_FAULTS.filter(({ inReadme }) => inReadme).map(({ name, says }) => [
    says,
    ...(['bare', 'article', 'this'] as const).map((setUp) => {
      const cell = cellAt(cells, name, setUp, profile);
      return cell === undefined ? '' : long(cell);
    }),
  ]);
  return markdownTable([README_HEAD, ...rows]);
}

/** The README with the table in the place of the one that it has. @throws where it has none */
export function withReadmeTable(readme: string, table: readonly string[]): string {
  const lines = readme.split('\n');
  const from = lines.indexOf(table[0] ?? '');
  if (from < 0) throw new Error(`README.md: expected a table with the head "${table[0]}", found none.`);
  const rows = lines.slice(from).findIndex((line) => !line.startsWith('|'));
  return [...lines.slice(0, from), ...table, ...lines.slice(from + rows)].join('\n');
}
