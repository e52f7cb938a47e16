import { readFile } from 'node:fs/promises';
import { CommandError } from './command-error.ts';

/**
 * A file that the user has named.
 * @param what it is expected to hold
 * @param wayOut what to do where it is not there
 * @throws CommandError that says so
 */
export async function readTextFile(file: string, what: string, wayOut: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `Expected ${what} in ${file}, found no file that can be read (${code ?? String(error)}). ${wayOut}`,
    );
  }
}
