import { globSync, readFileSync } from 'node:fs';

/** The project's folder. */
export const PROJECT = new URL('../../', import.meta.url);

export const readText = (file: string): string => readFileSync(new URL(file, PROJECT), 'utf8');

/** What people read: paths from the project's folder. */
export const PAGES: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('*/README.md', { cwd: PROJECT, exclude: ['docs/**', 'node_modules/**'] }).toSorted(),
  ...globSync('docs/**/*.md', { cwd: PROJECT }).toSorted(),
];

/** Fences may be indented, inside a list. */
const FENCE = /^ *```(?:\w*)\n(.*?)\n *```$/gms;

/** Without what is fenced. */
export const proseOf = (text: string): string => text.replaceAll(FENCE, '');

/** What is fenced, without the fences. */
export const fencedIn = (text: string): readonly string[] =>
  [...text.matchAll(FENCE)].map(([, body = '']) => body);

/** Targets of the links to files, without those to the web. */
export const linksIn = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** What a heading is linked by, as GitHub makes it. */
export const anchorsIn = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The scripts that a text tells to run: `npm run NAME`, and `test` for `npm test`. */
export const scriptsIn = (text: string): readonly string[] => [
  ...[...text.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name),
  ...(/\bnpm test\b/.test(text) ? ['test'] : []),
];

/** Cells of every row of every table, trimmed; not those of the line below the head. */
export const rowsIn = (text: string): readonly (readonly string[])[] =>
  proseOf(text)
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[-:|\s]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
