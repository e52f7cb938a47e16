import { writeFile } from 'node:fs/promises';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { settings as ownSettings } from '#own/settings.ts';
import type { Io } from '../link/commands/command.ts';
import { regionalOutputs, staticOutputs } from '../../contracts/outputs.ts';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { ROLES } from '../stacks/assembly.ts';
import type { CloudOptions } from '../stacks/aws/open-cloud.ts';
import { awsEndpoint } from '../stacks/aws-endpoint.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { mustBeWritable } from '../stacks/outputs-file.ts';
import { OUTPUTS_HELP, parseOutputsOptions } from './options.ts';
import { readStacks } from './read-stacks.ts';
import type { ReadStack } from './read-stacks.ts';

/** What the command is given from outside. */
export interface Surroundings {
  readonly io: Pick<Io, 'env' | 'nowMs' | 'signal' | 'stderr' | 'stdout'>;
  readonly openCloud: (options: CloudOptions) => Cloud;
}

/** `npm run outputs`: returns the exit code. @throws CommandError */
export async function runOutputs(
  args: readonly string[],
  { io, openCloud }: Surroundings,
  settings: Settings = ownSettings,
): Promise<number> {
  const file = parseOutputsOptions(args);
  if (file === undefined) {
    io.stdout(OUTPUTS_HELP);
    return 0;
  }
  await mustBeWritable(file);
  const endpoint = awsEndpoint(io.env);
  const cloud = openCloud({ endpoint, onLine: io.stderr, signal: io.signal });
  if (endpoint !== undefined) io.stderr(`Everything is asked of ${endpoint}, not of AWS.`);
  const stacks = await readStacks(settings, cloud);
  const outputs = Object.fromEntries(stacks.map((stack) => [stack.name, stack.outputs]));
  mustBeComplete(outputs);
  try {
    await writeFile(file, `${JSON.stringify(outputs, null, 2)}\n`);
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
function mustBeComplete(outputs: OutputsFile): void {
  try {
    regionalOutputs(outputs);
    staticOutputs(outputs);
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
          `From a record: ${name}, as npm run deploy left it on ${record.writtenAt} (${ageOf(record.writtenAt, nowMs)}), kept in ${record.keptIn}. ${region} itself: ${String(why)}.`,
        ],
  );
  const serving = ROLES.filter((role) => role !== 'static').flatMap((role) =>
    stacks.filter((stack) => stack.role === role),
  );
  const down = serving.filter(({ record }) => record !== undefined);
  const living = serving.find(({ record }) => record === undefined);
  if (living === undefined || down.length === 0) return recorded;
  const outputs = file === 'cdk-outputs.json' ? '' : ` --outputs ${file}`;
  return [
    ...recorded,
    `If callers are to be answered by ${living.region} meanwhile: npm run link -- apply --primary ${living.region}${outputs}`,
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
