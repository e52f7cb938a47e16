import { environmentAgain } from '../../contracts/settings/environment-name.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import type { Io } from '../kit/io.ts';
import { regionalOutputs, staticOutputs } from '../../contracts/outputs.ts';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { isDefaultOutputs, OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { ROLES } from '../stacks/assembly.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import type { CloudOptions } from '../stacks/aws/open-cloud.ts';
import { awsEndpoint } from '../stacks/aws-endpoint.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { mustBeWritable } from '../stacks/outputs-file.ts';
import { readStacks } from './read-stacks.ts';
import type { ReadStack } from './read-stacks.ts';

export const outputs = define({
  name: 'outputs',
  about: `Writes the outputs of the three deployed stacks, as CloudFormation has them, to the file that link and the other commands
read: for a machine that did not deploy, and while a region is down. When a region does not answer, the outputs of its stack
are taken from the record that npm run deploy keeps in both serving regions; the command says which record it used and how
old it is. Changes nothing in the account.`,
  flags: { outputs: { ...OUTPUTS_FLAG, help: 'the file to write' } },
  notes: `AWS credentials are found as every AWS tool finds them; they need cloudformation:DescribeStacks of the three stacks, and
ssm:GetParameter of the records. AWS_ENDPOINT_URL names an AWS-compatible endpoint instead of AWS.`,
  exits: {
    0: 'written',
    1: 'not written: a stack does not exist, or its region does not answer and no record is found',
  },
  run: ({ outputs: file }, io) => runOutputs(file, { io, openCloud }),
});

/** What the command is given from outside. */
interface Surroundings {
  readonly io: Pick<Io, 'env' | 'nowMs' | 'signal' | 'stderr' | 'stdout'>;
  readonly openCloud: (options: CloudOptions) => Cloud;
}

/** Returns the exit code. @throws CommandError */
export async function runOutputs(
  file: string,
  { io, openCloud: open }: Surroundings,
  settings: Settings = ownSettings(),
): Promise<number> {
  await mustBeWritable(file);
  const endpoint = awsEndpoint(io.env);
  const cloud = open({ endpoint, onLine: io.stderr, signal: io.signal });
  if (endpoint !== undefined) io.stderr(`All requests go to ${endpoint}, not to AWS.`);
  const stacks = await readStacks(settings, cloud);
  const written = Object.fromEntries(stacks.map((stack) => [stack.name, stack.outputs]));
  mustBeComplete(written);
  try {
    await writeWholeFile(file, `${JSON.stringify(written, null, 2)}\n`);
  } catch (error) {
    throw new CommandError(
      `Expected to write the outputs to ${file}, found ${(error as Error).message}. Name another file with --outputs FILE.`,
    );
  }
  io.stderr(`Wrote the outputs of ${stacks.map(({ name }) => name).join(', ')} to ${file}.`);
  for (const line of aboutRecords(stacks, file, io.nowMs())) io.stderr(line);
  return 0;
}

/** @throws CommandError for a stack that an older version deployed */
function mustBeComplete(file: OutputsFile): void {
  try {
    regionalOutputs(file);
    staticOutputs(file);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

/** Which outputs are a record's, how old it is, and what to do while a serving region is down. */
function aboutRecords(stacks: readonly ReadStack[], file: string, nowMs: number): readonly string[] {
  const recorded = stacks.flatMap(({ name, region, record, why }) =>
    record === undefined
      ? []
      : [
          `From a record: ${name}, written by npm run deploy on ${record.writtenAt} (${ageOf(record.writtenAt, nowMs)}), kept in ${record.keptIn}. ${region} itself: ${String(why)}.`,
        ],
  );
  const serving = ROLES.filter((role) => role !== 'static').flatMap((role) =>
    stacks.filter((stack) => stack.role === role),
  );
  const down = serving.filter(({ record }) => record !== undefined);
  const living = serving.find(({ record }) => record === undefined);
  if (living === undefined || down.length === 0) return recorded;
  const named = [...environmentAgain(), ...(isDefaultOutputs(file) ? [] : ['--outputs', file])];
  return [
    ...recorded,
    `To let ${living.region} answer calls meanwhile: ${['npm run link -- apply --primary', living.region, ...named].join(' ')}`,
  ];
}

/** `2 days old`. */
export function ageOf(writtenAt: string, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(writtenAt)) / 60_000));
  const [amount, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / (24 * 60)), 'day'];
  return `${String(amount)} ${unit}${amount === 1 ? '' : 's'} old`;
}
