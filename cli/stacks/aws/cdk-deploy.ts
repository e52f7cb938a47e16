import { join, resolve } from 'node:path';
import { printable } from '../../kit/printable.ts';
import type { AssemblyStack } from '../assembly.ts';
import { PROJECT } from '../../kit/folders.ts';
import { runChild } from '../run-child.ts';

export interface CdkDeploy {
  /** Of the cloud assembly. */
  readonly folder: string;
  readonly stack: AssemblyStack;
  readonly endpoint: string | undefined;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** One stack, by the CDK's own CLI, from what was synthesized. Nothing else is touched. */
export async function cdkDeploy({ folder, stack, endpoint, onLine, signal }: CdkDeploy): Promise<void> {
  const code = await runChild({
    args: [
      join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
      'deploy',
      stack.name,
      '--app',
      // The CLI runs in the project's folder.
      resolve(folder),
      '--exclusively',
      '--require-approval',
      'never',
      '--progress',
      'events',
      '--no-notices',
      '--no-color',
    ],
    // Asset buckets by path, as here (the CLI does so by itself only on loopback).
    env: endpoint === undefined ? {} : { CDK_S3_FORCE_PATH_STYLE: '1' },
    onLine: (line) => onLine(printable(line)),
    signal,
    outlivesTerminal: true,
  });
  if (code === 0) return;
  signal.throwIfAborted();
  throw new Error(`cdk deploy ${stack.name} ended with ${String(code)}`);
}
