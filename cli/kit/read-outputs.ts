import { regionalOutputs } from '../../contracts/outputs.ts';
import type { OutputsFile, RegionalOutputs } from '../../contracts/outputs.ts';
import { environmentFile, environmentName } from '../../contracts/settings/environment-name.ts';
import { otherEnvironmentOfDeployment, ownSettings } from '../../contracts/settings/own-settings.ts';
import { CommandError } from './command-error.ts';
import { readTextFile } from './read-text-file.ts';
import { projectPath } from './folders.ts';
import { npmRun } from './npm-run.ts';

const DEFAULT_OUTPUTS = environmentFile('cdk-outputs.json');

/** For every command that reads what is deployed, or runs in the local system. */
export const OUTPUTS_FLAG = {
  type: 'path',
  value: 'FILE',
  help: 'outputs of the deployed stacks, or of a running local system',
  default: DEFAULT_OUTPUTS,
} as const;

/** Whether it need not be named. */
export const isDefaultOutputs = (file: string): boolean => file === projectPath(DEFAULT_OUTPUTS);

/** As it is typed again behind a command. */
export const outputsAgain = (file: string): readonly string[] =>
  isDefaultOutputs(file) ? [] : ['--outputs', file];

/**
 * The outputs file, with both regional stacks complete in it.
 * @param then what to type once it is there; undefined: the same command again
 * @throws CommandError
 */
export async function readOutputsFile(file: string, then?: string): Promise<OutputsFile> {
  const text = await readTextFile(file, 'the outputs of the deployed stacks', wayOut(file, then));
  let parsed: OutputsFile;
  try {
    const outputs: unknown = JSON.parse(text);
    if (!isOutputsFile(outputs)) throw new Error('Expected stacks, each with its outputs; found other JSON.');
    regionalOutputs(outputs);
    parsed = outputs;
  } catch (error) {
    const found =
      error instanceof SyntaxError ? 'Expected JSON, found something else.' : (error as Error).message;
    throw new CommandError(`${file}: ${found} ${wayOut(file, then)}`);
  }
  refuseOtherEnvironment(file, parsed);
  return parsed;
}

/** The stacks' names say which deployment the outputs are of. @throws CommandError for those of another environment */
function refuseOtherEnvironment(file: string, outputs: OutputsFile): void {
  const wanted = environmentName();
  if (wanted === undefined) return;
  const { name } = ownSettings();
  const found = Object.entries(outputs)
    .filter(([, { Role }]) => Role !== undefined)
    .map(([stack, { Region = '' }]) =>
      stack.endsWith(`-${Region}`) ? stack.slice(0, -Region.length - 1) : stack,
    )
    .find((each) => each !== name);
  if (found === undefined) return;
  const other = otherEnvironmentOfDeployment(found);
  const whose = other === undefined ? found : `${other} (name: ${found})`;
  const meant = other === undefined ? '' : ` If ${other} is meant: --env ${other}.`;
  throw new CommandError(
    `${file}: expected the outputs of the environment ${wanted} (name: ${name}), found those of ${whose}. Nothing was written.${meant} "npm run outputs -- --env ${wanted}" writes those of ${wanted}; name another file with --outputs FILE.`,
  );
}

function wayOut(file: string, then: string | undefined): string {
  const ways = `"${npmRun('outputs')}" writes it, also while a region is down; so do "${npmRun('deploy')}" and "${npmRun('local', '--outputs', 'FILE')}". Name another one with --outputs FILE.`;
  if (then === undefined) return ways;
  const ofLocal = isDefaultOutputs(file)
    ? `\nOf a local system, started with npm run local -- --outputs FILE:\n  ${then} --outputs FILE`
    : '';
  return `${ways}\nFrom the stacks themselves, also while a region is down:\n  ${npmRun('outputs', ...outputsAgain(file))}\n  ${then}${ofLocal}`;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOutputsFile = (value: unknown): value is OutputsFile =>
  isObject(value) && Object.values(value).every(isObject);

/** Outputs of the two regional stacks. @throws CommandError */
export async function readOutputs(file: string): Promise<readonly RegionalOutputs[]> {
  const { primary, secondary } = regionalOutputs(await readOutputsFile(file));
  return [primary, secondary];
}
