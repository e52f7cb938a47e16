import { writeFile } from 'node:fs/promises';
import { stackName } from '../../infra/settings/physical-names.ts';
import type { Settings } from '../../infra/settings/settings-schema.ts';
import { settings as ownSettings } from '#own/settings.ts';
import { regionalOutputs, staticOutputs } from '../../link/outputs.ts';
import type { OutputsFile } from '../../link/outputs.ts';
import { CommandError } from '../command-error.ts';
import { describeProblem } from '../describe-problem.ts';
import { parseFlags } from '../parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../read-outputs.ts';
import type { StackOutputs } from './stack-outputs.ts';

export const OUTPUTS_HELP = `npm run outputs -- [options]

Writes the outputs of the three deployed stacks, as CloudFormation has them, to the file that link and the other commands
read: for a machine that did not deploy. Changes nothing.

  --outputs FILE  where they are written (default: ${DEFAULT_OUTPUTS})
  --help          this text

AWS credentials are found as every AWS tool finds them; they need cloudformation:DescribeStacks of the three stacks.

Exit code: 0 written; 1 not: a stack is not there, or its region is away.
`;

const ROLES = ['primary', 'secondary', 'static'] as const;

/** `npm run outputs`: returns the exit code. @throws CommandError */
export async function runOutputs(
  args: readonly string[],
  read: StackOutputs,
  settings: Settings = ownSettings,
): Promise<number> {
  const flags = parseFlags(args, { outputs: { type: 'string' }, help: { type: 'boolean' } }, OUTPUTS_HELP);
  if (flags.help === true) {
    process.stdout.write(OUTPUTS_HELP);
    return 0;
  }
  const file = flags.outputs ?? DEFAULT_OUTPUTS;
  const outputs = await readAll(read, settings);
  try {
    await writeFile(file, `${JSON.stringify(outputs, null, 2)}\n`);
  } catch (error) {
    throw new CommandError(
      `Expected to write the outputs to ${file}, found ${(error as Error).message}. Name another file with --outputs FILE.`,
    );
  }
  console.error(`Wrote the outputs of ${Object.keys(outputs).join(', ')} to ${file}.`);
  return 0;
}

async function readAll(read: StackOutputs, settings: Settings): Promise<OutputsFile> {
  const outputs = Object.fromEntries(
    await Promise.all(
      ROLES.map(async (role) => {
        const [name, region] = [stackName(settings, role), settings.regions[role]];
        return [
          name,
          await read(region, name).catch((error: unknown) => refuse(name, region, error)),
        ] as const;
      }),
    ),
  );
  try {
    regionalOutputs(outputs);
    staticOutputs(outputs);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
  return outputs;
}

function refuse(name: string, region: string, error: unknown): never {
  throw new CommandError(
    `Expected the stack ${name} in ${region}, found ${describeProblem(error)}. Nothing was written. Deploy it, or, while its region is away, take the outputs that the last deployment wrote.`,
  );
}
