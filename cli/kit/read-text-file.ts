import { open, readFile } from 'node:fs/promises';
import { SAVE_AS_UTF8, utf8Text } from '../../contracts/utf8-text.ts';
import { CommandError } from './command-error.ts';

/**
 * A file that the user has named.
 * @param what it is expected to hold
 * @param wayOut what to do where it is not there
 * @throws CommandError that says so, or in which other encoding the file is
 */
export async function readTextFile(file: string, what: string, wayOut: string): Promise<string> {
  try {
    return decoded(await readFile(file), what, file);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `Expected ${what} in ${file}, found no file that can be read (${codeOf(error)}). ${wayOut}`,
    );
  }
}

export interface SecretText {
  readonly text: string;
  /** What the operator should know about the file. */
  readonly remarks: readonly string[];
}

/**
 * The same for a file that holds a secret. Its name is shown only once the file is read: what is named may be the secret itself.
 * @throws CommandError
 */
export async function readSecretFile(file: string, what: string, wayOut: string): Promise<SecretText> {
  try {
    const handle = await open(file);
    try {
      const { mode } = await handle.stat();
      return { text: decoded(await handle.readFile(), what, file), remarks: remarksOn(file, what, mode) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `Expected ${what} in a file, found no file that can be read (${codeOf(error)}) under the name that was given, in or from the folder ${process.cwd()}. The name is not shown, ` +
        `since it may be the secret itself: if it is, do not use it any more, because the shell history and the process list hold it. ${wayOut}`,
    );
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** The content of what the user has named, as text. @param where its name @throws CommandError */
export function decoded(bytes: Uint8Array, what: string, where: string): string {
  const read = utf8Text(bytes);
  if ('text' in read) return read.text;
  throw new CommandError(`Expected ${what} in ${where}, as UTF-8; found ${read.found}. ${SAVE_AS_UTF8}`);
}

const OTHERS = 0o077;

/** Windows has no such modes, and a pipe belongs to this process alone. */
function remarksOn(file: string, what: string, mode: number): readonly string[] {
  const isFile = (mode & 0o170000) === 0o100000;
  if (process.platform === 'win32' || !isFile || (mode & OTHERS) === 0) return [];
  const found = (mode & 0o777).toString(8).padStart(4, '0');
  return [
    `Other users of this machine may read ${what}: expected mode 0600 of ${file}, found ${found}. To fix this: chmod 600 ${file}`,
  ];
}

/** A secret that was copied with the quotes around it, or with one of them. */
export const isQuoted = (secret: string): boolean => /^["'`]|["'`]$/.test(secret);
