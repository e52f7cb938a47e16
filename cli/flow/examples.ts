import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { PROJECT } from '../kit/folders.ts';

/** A call flow of examples/call-flows. */
export interface Example {
  /** `menu`, of menu.ts. */
  readonly name: string;
  /** Its first three lines: what it does, what to change first, and the command that drills it in its place. */
  readonly does: string;
  readonly changeFirst: string;
  readonly drill: string;
  /** As it stands in the call flow's own file. */
  readonly text: string;
}

const FOLDER = 'examples/call-flows';

/** @param callFlow the file that an example would be put into */
export async function readExamples(callFlow: string): Promise<readonly Example[]> {
  const files = (await readdir(join(PROJECT, FOLDER))).filter((file) => file.endsWith('.ts'));
  return Promise.all(files.toSorted().map((file) => readExample(file, callFlow)));
}

async function readExample(file: string, callFlow: string): Promise<Example> {
  const source = join(PROJECT, FOLDER, file);
  const text = inPlace(await readFile(source, 'utf8'), source, callFlow);
  const [does = '', changeFirst = '', drill = ''] = text
    .split('\n', 3)
    .map((line) => line.replace(/^\/\/ (?:Change first: |Drill it: )?/, ''));
  return { name: file.slice(0, -'.ts'.length), does, changeFirst, drill, text };
}

/** Its imports lead to the same files from there, and it is drilled without naming it. */
const inPlace = (text: string, source: string, callFlow: string): string =>
  text
    .replaceAll(/(?<=\bfrom )'(\.[^']+)'/g, (_, path: string) => {
      const found = relative(dirname(callFlow), resolve(dirname(source), path)).replaceAll(sep, posix.sep);
      return `'${found.startsWith('.') ? found : `./${found}`}'`;
    })
    .replace(/^(\/\/ Drill it: npm run drill) -- --flow \S+(.*)$/m, (_, command: string, more: string) =>
      more === '' ? command : `${command} --${more}`,
    );
