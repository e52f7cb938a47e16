import { access, constants, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { writeWholeFile } from '../kit/whole-file.ts';

/** The outputs of the stacks, in the file that `link` and the drill read. */
export interface OutputsKeeper {
  /** Outputs of a stack, as far as they are known. */
  readonly of: (stack: string) => Readonly<Record<string, string>> | undefined;
  /** Writes the file anew, with these: what a stopped run leaves is true. */
  readonly set: (stack: string, outputs: Readonly<Record<string, string>>) => Promise<void>;
}

/** @param known of the stacks that were there before the run */
export function keepOutputs(file: string, known: OutputsFile): OutputsKeeper {
  const outputs: Record<string, Readonly<Record<string, string>>> = { ...known };
  return {
    of: (stack) => outputs[stack],
    set: (stack, ofStack) => {
      outputs[stack] = ofStack;
      return write(file, outputs);
    },
  };
}

async function write(file: string, outputs: OutputsFile): Promise<void> {
  try {
    await writeWholeFile(file, `${JSON.stringify(outputs, null, 2)}\n`);
  } catch (error) {
    throw new CommandError(
      `Expected to write the outputs to ${file}, found ${(error as Error).message}. Name another file with --outputs FILE.`,
    );
  }
}

/**
 * Before anything else is written: whether the outputs can be.
 * @throws CommandError for a folder that is not there, or may not be written to
 */
export async function mustBeWritable(file: string): Promise<void> {
  const folder = dirname(file);
  const refuse = (found: string): CommandError =>
    new CommandError(
      `Expected to write the outputs to ${file}, found ${found}. Nothing was written. Make the folder, or name another file with --outputs FILE.`,
    );
  try {
    // A file is written anew beside the old one, and put in its place.
    await access(folder, constants.W_OK);
    if (!(await stat(folder)).isDirectory()) throw refuse(`that ${folder} is no folder`);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw refuse(code === 'ENOENT' ? `no folder ${folder}` : message);
  }
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory() === true) throw refuse('a folder of that name');
}

/** What an earlier run has written of a stack; undefined: nothing that can be read. */
export async function earlierOutputs(
  file: string,
  stack: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as OutputsFile)[stack];
  } catch {
    return undefined;
  }
}

/** Removes deleted stacks from the file, and the file itself if it holds no other. */
export async function forgetOutputs(file: string, stacks: readonly string[]): Promise<void> {
  let outputs: OutputsFile;
  try {
    outputs = JSON.parse(await readFile(file, 'utf8')) as OutputsFile;
  } catch {
    return;
  }
  const others = Object.entries(outputs).filter(([stack]) => !stacks.includes(stack));
  if (others.length === Object.keys(outputs).length) return;
  if (others.length === 0) await rm(file);
  else await write(file, Object.fromEntries(others));
}
