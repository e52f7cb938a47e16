import { CommandError } from './command-error.ts';

/**
 * Runs a command: what it returns is the exit code. An error for people is its text on stderr and exit code 1; any other
 * keeps its stack.
 */
export async function runCommand(command: (args: readonly string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof CommandError ? error.message : error);
  }
}
