import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';

export const OUTPUTS_HELP = `npm run outputs -- [options]

Writes the outputs of the three deployed stacks, as CloudFormation has them, to the file that link and the other commands
read: for a machine that did not deploy, and for the day that a region is down. Outputs of a stack whose region does not answer
are taken from the record that npm run deploy keeps of them in both serving regions; it is said which, and how old it is.
Changes nothing in the account.

  --outputs FILE  where they are written (default: ${DEFAULT_OUTPUTS})
  --help          this text

AWS credentials are found as every AWS tool finds them; they need cloudformation:DescribeStacks of the three stacks, and
ssm:GetParameter of the records. AWS_ENDPOINT_URL names an AWS-compatible endpoint instead of AWS.

Exit code: 0 written; 1 not: a stack is not there, or is neither answered for nor recorded.
`;

/** The file that is written; undefined when help is wanted. @throws CommandError */
export function parseOutputsOptions(args: readonly string[]): string | undefined {
  const flags = parseFlags(args, { outputs: { type: 'string' }, help: { type: 'boolean' } }, OUTPUTS_HELP);
  return flags.help === true ? undefined : (flags.outputs ?? DEFAULT_OUTPUTS);
}
