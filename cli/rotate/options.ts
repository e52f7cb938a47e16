import { parseArgs } from 'node:util';
import { CommandError } from '../kit/command-error.ts';
import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';

const ACTIONS = ['status', 'stage', 'finish', 'retire', 'abort'] as const;
export type Action = (typeof ACTIONS)[number];

export const ROTATE_HELP = `npm run rotate -- status|stage|finish|retire|abort [options]

Changes the secret with which Vonage signs callbacks, without a call being refused. Each region accepts up to three at a
time: current, next and previous. Both regions are changed, the secondary first, and each is read back. Nothing is written
without --apply.

  status     what each region accepts, and what comes next
  stage      accept a new secret too (next); in a region that has none yet it becomes current at once
             then wait as long as it says, and set it in the Vonage dashboard (API settings)
  finish     next becomes current, current becomes previous; all that were accepted still are
  retire     previous is accepted no longer
  abort      next is accepted no longer: only while Vonage does not sign with it

  --secret-file FILE  stage: the new secret, alone in a file; else it is read from standard input, never an argument
  --apply             do it; without it, only say what would be done
  --without-waiting   finish, retire: do it although the wait that was printed is not over
  --outputs FILE      outputs of the deployed stacks, or of a running world (default: ${DEFAULT_OUTPUTS})
  --json              print one line of JSON instead
  --help              this text

Secrets are never printed: each is named by its fingerprint, the first 8 hex digits of its SHA-256, which is no secret and
never typed in. To compare one that you have: printf %s "$SECRET" | sha256sum | cut -c1-8
finish is refused until 5 min 12 s after stage, retire until 10 minutes after finish (as Secrets Manager dates its versions).
A region that does not answer is left as it is and named; the same command does it once the region is back. retire and abort
wait for both.

Exit code: 0 done, or nothing to do; 2 something is left (a region that is away, or --apply); 1 an error or a refusal.
`;

export interface RotateOptions {
  readonly action: Action;
  readonly apply: boolean;
  readonly withoutWaiting: boolean;
  readonly outputs: string;
  /** undefined: standard input. */
  readonly secretFile: string | undefined;
  readonly json: boolean;
}

const FLAGS = {
  'secret-file': { type: 'string' },
  apply: { type: 'boolean' },
  'without-waiting': { type: 'boolean' },
  outputs: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

// What was found may be the secret: neither shows it.
const FIRST_WORD = `Expected one of ${ACTIONS.join(', ')} as the first word.\n\n${ROTATE_HELP}`;
const NO_ARGUMENTS =
  'Expected flags after the first word, found something else (not shown). A secret is read from --secret-file or from ' +
  'standard input. If this was one, take another: shell and process list have seen it.';

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseRotateOptions(args: readonly string[]): RotateOptions | undefined {
  const action = ACTIONS.find((each) => each === args[0]);
  const rest = action === undefined ? args : args.slice(1);
  if (hasArguments(rest)) throw new CommandError(action === undefined ? FIRST_WORD : NO_ARGUMENTS);
  const values = parseFlags(rest, FLAGS, ROTATE_HELP);
  if (values.help === true) return undefined;
  if (action === undefined) throw new CommandError(FIRST_WORD);
  const secretFile = values['secret-file'];
  if (secretFile !== undefined && action !== 'stage')
    throw new CommandError(`--secret-file: expected with "stage", found with "${action}", which takes none.`);
  if (values.apply === true && action === 'status')
    throw new CommandError('--apply: expected with what changes something, found with "status".');
  const withoutWaiting = values['without-waiting'] ?? false;
  if (withoutWaiting && action !== 'finish' && action !== 'retire')
    throw new CommandError(
      `--without-waiting: expected with "finish" or "retire", found with "${action}", which waits for nothing.`,
    );
  return {
    action,
    withoutWaiting,
    apply: values.apply ?? false,
    outputs: values.outputs ?? DEFAULT_OUTPUTS,
    secretFile,
    json: values.json ?? false,
  };
}

const hasArguments = (args: readonly string[]): boolean =>
  parseArgs({ args: [...args], options: FLAGS, strict: false }).positionals.length > 0;
