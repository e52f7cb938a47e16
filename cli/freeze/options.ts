import { parseFlags } from '../kit/parse-flags.ts';

export const FREEZE_HELP = `npm run freeze -- [options]

For who has deployed: writes the logical ids of all that holds something (buckets, secrets, logs, addresses) in your three
stacks to frozen-ids.json, beside cdk.json. Commit it. From then on each synthesis, and so npm run deploy, npm test and cdk
deploy, refuses stacks in which one of them is gone or is another resource: CloudFormation would replace what holds your
events, secrets or addresses. Asks no account and no network.

Run again after you have deployed something new: it is frozen too. An id that is frozen and gone is refused here as well.

  --forget         forget ids that are gone: what they held is moved, or is meant to be lost
  --assembly DIR   freeze this cloud assembly (what is deployed) instead of synthesizing
  --help           this text

Exit code: 0 written, or as it was; 1 refused, and the file is as it was.
`;

export interface FreezeOptions {
  readonly forget: boolean;
  /** Undefined: synthesize. */
  readonly assembly: string | undefined;
}

const FLAGS = {
  forget: { type: 'boolean' },
  assembly: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseFreezeOptions(args: readonly string[]): FreezeOptions | undefined {
  const { forget = false, assembly, help } = parseFlags(args, FLAGS, FREEZE_HELP);
  return help === true ? undefined : { forget, assembly };
}
