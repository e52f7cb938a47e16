import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Goes to the folder in which the user stands: relative paths mean that one in every command. npm moves to the project's
 * folder before it runs the script of a command, and names the other one.
 */
export function standWhereTheUserStands(command: string | undefined): void {
  const { INIT_CWD: folder, npm_lifecycle_event: script } = process.env;
  if (folder !== undefined && script === command) process.chdir(folder);
}

/** A file or folder of the project, as it is named from where the user stands. */
export const projectPath = (name: string): string => relative(process.cwd(), join(PROJECT, name));
