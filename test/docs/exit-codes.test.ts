import { globSync } from 'node:fs';
import { npmName } from '../../cli/kit/flags.ts';
import { COMMANDS, FLAG_COMMANDS } from '../commands.ts';
import { PAGES, PROJECT, readText } from './markdown.ts';

const NEED_ATTENTION = FLAG_COMMANDS.filter(({ exits }) => exits[2] !== undefined);

it('every command that ends with 2 is in the table, with what that means', () => {
  const rows = [...readText('docs/exit-codes.md').matchAll(/^\| `(npm run .+)` \| (.+) \|$/gm)].map(
    ([, command, meaning]) => [command, meaning],
  );
  const expected = NEED_ATTENTION.map(({ name, exits }) => [npmName(name), exits[2]]);
  expect(rows).toEqual(expected.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)));
});

/** What they have written does not show yet: what follows them must wait for that. */
const STOP_RIGHTLY = ['link apply', 'link undo', 'link unlink'];

/** A command that may end with 2 where all is well, and what follows it only after 0. */
const brokenIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) =>
    [...line.matchAll(/npm run (?:--silent )?([^&|`\n]*?)\s*&&/g)].some(([, command = '']) =>
      NEED_ATTENTION.filter(({ name }) => !STOP_RIGHTLY.includes(name)).some(({ name }) => {
        const words = name.split(' ').join(' -- ');
        return `${command} `.startsWith(`${words} `);
      }),
    ),
  );

it.each([
  ['npm run link -- plan && npm run link -- apply', 1],
  ['npm ci && npm run drill -- --all && npm test', 1],
  ['npm ci && npm run drill', 0],
  ['npm run link -- apply && npm run link -- verify', 0],
  ['npm run link -- plan || test $? -eq 2', 0],
  ['npm run synth && npm test', 0],
])('a chain: %s', (line, broken) => {
  expect(brokenIn(line)).toHaveLength(broken);
});

it('no chain that is printed stops at a command that needs attention', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: PROJECT });
  const files = [...PAGES, '.ci/run', ...workflows].filter((file) => file !== 'docs/exit-codes.md');
  const texts = [...files.map(readText), ...COMMANDS.map(({ help }) => help)];
  expect(texts.flatMap(brokenIn)).toEqual([]);
});
