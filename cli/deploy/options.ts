import { CommandError } from '../kit/command-error.ts';
import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';

export const DEPLOY_HELP = `npm run deploy -- [options]

Deploys the three stacks: the static tier, then the secondary region, then the primary; never two at once. First everything
is checked that can be checked before anything is written; then each stack is read back and probed before the next one is
touched. What fails a probe stops the rest, and it is said what is deployed where and how to go back. The same command again
goes on where it stopped. No Vonage application is changed: npm run link.

  --plan              only show what would be deployed, all of it; asks no account and no network
  --json              with --plan: one line of JSON

  --secret-file FILE  the account's signature secret, alone in a file ("-": standard input), for each region that has none
                      yet; one that a region has is kept (npm run rotate changes it)
  --without-secret    leave the placeholder where there is no secret: every callback is refused there until
                      npm run rotate -- stage --apply

  --adopt             take over buckets of a former deployment that were kept (the journals): without it, they are in the way
  --without REGION    leave a region that is down as it is, and deploy the others; may be given twice
  --assembly DIR      deploy this cloud assembly instead of synthesizing (what was looked at in a pipeline)
  --outputs FILE      where the outputs are written, for npm run link and the drill (default: ${DEFAULT_OUTPUTS})
  --help              this text

AWS credentials and profile are found as every AWS tool finds them. AWS_ENDPOINT_URL names an AWS-compatible endpoint instead
of AWS; what it says is created and is not there is told by name.

Exit code: 0 deployed and probed; 2 partly (a region was left out, or the endpoint lacks something); 1 refused or stopped.
`;

export interface DeployOptions {
  readonly plan: boolean;
  readonly json: boolean;
  /** Undefined: synthesize. */
  readonly assembly: string | undefined;
  readonly outputs: string;
  /** Undefined: none is given; `-`: standard input. */
  readonly secretFile: string | undefined;
  readonly withoutSecret: boolean;
  readonly adopt: boolean;
  /** Regions that are left as they are. */
  readonly without: readonly string[];
}

const FLAGS = {
  plan: { type: 'boolean' },
  json: { type: 'boolean' },
  assembly: { type: 'string' },
  outputs: { type: 'string' },
  'secret-file': { type: 'string' },
  'without-secret': { type: 'boolean' },
  adopt: { type: 'boolean' },
  without: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

/** What changes nothing of a plan is refused beside it. */
const OF_A_PLAN = ['plan', 'json', 'assembly'];

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseDeployOptions(args: readonly string[]): DeployOptions | undefined {
  const values = parseFlags(args, FLAGS, DEPLOY_HELP);
  if (values.help === true) return undefined;
  const { plan = false, json = false, 'secret-file': secretFile, 'without-secret': withoutSecret } = values;
  if (json && !plan) throw new CommandError('--json: expected with --plan, found without it.');
  const besides = Object.keys(values).filter((flag) => !OF_A_PLAN.includes(flag));
  if (plan && besides.length > 0)
    throw new CommandError(
      `--plan: expected --json and --assembly beside it at most, found ${besides.map((flag) => `--${flag}`).join(', ')}.`,
    );
  if (secretFile !== undefined && withoutSecret === true)
    throw new CommandError('Expected --secret-file or --without-secret, found both.');
  return {
    plan,
    json,
    assembly: values.assembly,
    outputs: values.outputs ?? DEFAULT_OUTPUTS,
    secretFile,
    withoutSecret: withoutSecret ?? false,
    adopt: values.adopt ?? false,
    without: values.without ?? [],
  };
}
