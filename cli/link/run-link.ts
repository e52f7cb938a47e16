import { CommandError } from '../kit/command-error.ts';
import type { Command, Io } from './commands/command.ts';
import { INTERRUPTED } from '../kit/interruption.ts';

/** Text of `npm run link -- --help`. */
export const overview = (commands: readonly Command[]): string => {
  const width = Math.max(0, ...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `npm run link -- COMMAND [options]

What the Vonage application is told: its URLs, methods, timeouts and signed callbacks, from the outputs of the deployed
stacks. Every write is shown first, kept, read back and compared; what is not planned stays as it is.

${lines.join('\n')}

  npm run link -- COMMAND --help   flags and exit codes of a command

Environment:
  VONAGE_API_KEY, VONAGE_API_SECRET   of the account that owns the application (or --credentials FILE)
  VONAGE_SIGNATURE_SECRET             with which Vonage signs callbacks: for verify and tune (or --secret-file FILE)
  VONAGE_API_HOST                     another host than https://api.nexmo.com: a stand-in, as "npm run world" prints it

First use:
  npm run deploy -- --secret-file FILE
  export VONAGE_API_KEY=… VONAGE_API_SECRET=…
  npm run link -- plan && npm run link -- apply && npm run link -- verify
`;
};

/** Runs one command; resolves with the exit code. An error for people is its text on stderr, any other keeps its stack. */
export async function runLink(
  args: readonly string[],
  io: Io,
  commands: readonly Command[],
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help') {
    io[name === undefined ? 'stderr' : 'stdout'](overview(commands));
    return name === undefined ? 1 : 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    const names = commands.map((each) => each.name).join(', ');
    io.stderr(`Expected one of ${names}; found "${name}". See "npm run link -- --help".`);
    return 1;
  }
  if (rest.includes('--help')) {
    io.stdout(command.help);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (io.signal.aborted) {
      io.stderr('Interrupted.');
      return INTERRUPTED;
    }
    io.stderr(error instanceof CommandError ? error.message : String((error as Error).stack ?? error));
    return 1;
  }
}
