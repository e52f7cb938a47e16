import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { FunctionModel } from '../../../emulator/deployment.ts';
import { accountOf } from '../../../emulator/lambda/concurrency.ts';
import { environmentProcesses } from '../../../emulator/lambda/environment-processes.ts';
import { functionVariables } from '../../../emulator/lambda/function-variables.ts';
import { LambdaFunction } from '../../../emulator/lambda/lambda-function.ts';
import type { OutsideHosts } from '../../../emulator/outside/outside-hosts.ts';
import type { TakeNote } from '../../../emulator/note.ts';

const folders: string[] = [];
const functions: LambdaFunction[] = [];
/** Ends every function and removes every bundle of this file. */
export async function removeFunctions(): Promise<void> {
  for (const one of functions.splice(0)) one.killAll();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
}

/** A folder with this code. */
export async function bundle(code: string, file = 'index.cjs'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-bundle-'));
  folders.push(folder);
  await writeFile(join(folder, file), code);
  return folder;
}

/** A function that runs this code. */
export async function deploy(
  code: string,
  changes: Partial<FunctionModel> = {},
  file?: string,
  account = accountOf(),
  outside?: OutsideHosts,
) {
  const model: FunctionModel = {
    where: { stack: 'stack', logicalId: 'AnswerFunction', type: 'AWS::Lambda::Function' },
    name: 'answer-function',
    codeDirectory: await bundle(code, file),
    handler: 'index.handler',
    runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
    memoryMb: 512,
    timeoutMs: 2000,
    provisionedConcurrency: 0,
    environment: { SETTINGS: '{}' },
    ...changes,
  };
  const notes: Parameters<TakeNote>[0][] = [];
  const output: string[] = [];
  const living = new Set<number>();
  const one = new LambdaFunction({
    model,
    variables: functionVariables(model, 'eu-central-1', {
      secretsManager: 'http://127.0.0.1:1',
      s3: 'http://127.0.0.1:2',
      ssm: 'http://127.0.0.1:3',
      lambda: 'http://127.0.0.1:4',
      authorityFile: outside?.authorityFile,
    }),
    account,
    environments: environmentProcesses({
      outsidePorts: outside?.ports,
      onOutput: (_, text) => output.push(text),
      onLife: (pid, alive) => void (alive ? living.add(pid) : living.delete(pid)),
    }),
    note: (note) => notes.push(note),
  });
  functions.push(one);
  const invoke = (event: unknown = {}) => one.invoke(event, performance.now());
  return { one, invoke, notes, output, living };
}

/** Tells which environment answers, and how often it has. */
export const PID = 'let count = 0; exports.handler = async () => ({ pid: process.pid, count: ++count });';

export const value = (result: { kind: string }) =>
  (result as { value?: { pid: number; count: number } }).value;
