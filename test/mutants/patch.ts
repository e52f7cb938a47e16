import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PromiseName, PROMISES } from '../../simulation/promises/judgement.ts';

/** A mistake that somebody could make in this project, and the promise of the simulation that it breaks. */
export interface Mutant {
  /** The patch's name without `.patch`. */
  readonly name: string;
  /** What is wrong, and for whom. */
  readonly says: string;
  readonly breaks: PromiseName;
  readonly edits: readonly Edit[];
}

/** Lines of a file that become others. */
export interface Edit {
  /** From the project's folder. */
  readonly file: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** All patches of this folder. @throws Error for one that cannot be read */
export const readMutants = (): readonly Mutant[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.patch'))
    .map((file) => readMutant(basename(file, '.patch'), readFileSync(join(FOLDER, file), 'utf8')));

/**
 * A unified diff, as `git diff` writes it, below a line that says what is wrong and a line `Breaks: <promise>`.
 * The numbers of its lines are not read: its lines are found wherever they are.
 * @throws Error with what was expected and what was found
 */
export function readMutant(name: string, text: string): Mutant {
  const lines = text.trimEnd().split('\n');
  const [says = '', breaks = ''] = lines;
  const promise = PROMISES.find((each) => breaks === `Breaks: ${each}`);
  if (says === '' || promise === undefined)
    throw new Error(
      `${pathOf(name)}: expected a line that says what is wrong, then "Breaks: " and one of ${PROMISES.join(', ')}; found ${JSON.stringify(says)}, then ${JSON.stringify(breaks)}.`,
    );
  const edits: Edit[] = [];
  let file: string | undefined;
  let edit: { before: string[]; after: string[] } | undefined;
  for (const line of lines.slice(2)) {
    if (line.startsWith('--- ')) edit = undefined;
    else if (line.startsWith('+++ b/')) file = line.slice('+++ b/'.length);
    else if (line.startsWith('@@ ') && file !== undefined) {
      edit = { before: [], after: [] };
      edits.push({ file, ...edit });
    } else if (edit !== undefined) {
      const [sign = ' ', rest] = [line[0], line.slice(1)];
      if (sign !== '+') edit.before.push(rest);
      if (sign !== '-') edit.after.push(rest);
    }
  }
  if (edits.length === 0)
    throw new Error(
      `${pathOf(name)}: expected a unified diff (--- a/FILE, +++ b/FILE, @@); found no change in it.`,
    );
  return { name, says, breaks: promise, edits };
}

const pathOf = (name: string): string => `test/mutants/${name}.patch`;

/** The text with the edit. @throws Error where its lines are not in it exactly once */
export function applied({ name }: Pick<Mutant, 'name'>, { file, before, after }: Edit, text: string): string {
  const lines = text.split('\n');
  const places = lines.flatMap((_, at) =>
    before.every((line, offset) => lines[at + offset] === line) ? [at] : [],
  );
  const [at] = places;
  if (at === undefined || places.length > 1)
    throw new Error(
      `${pathOf(name)}: expected these lines once in ${file}, found them ${places.length} times:\n${before.join('\n')}\n` +
        `To fix this: make the patch's mistake in ${file} as it is now, and replace the diff by what "git diff -U1 ${file}" prints.`,
    );
  return lines.toSpliced(at, before.length, ...after).join('\n');
}
