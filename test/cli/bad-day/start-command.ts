import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OWN_FIXTURES } from '../../fixtures/own/environment.ts';

const VVF = fileURLToPath(new URL('../../../vvf.mjs', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  /** What was read of both streams so far. */
  readonly said: () => string;
  /** As `| head -0` does, or a terminal that is gone. */
  readonly closeOutput: () => void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface HowToStart {
  readonly env: Readonly<Record<string, string>>;
  /** Default: the test's own. */
  readonly folder?: string | undefined;
  /** Default: nothing. */
  readonly stdin?: string | undefined;
  /** Instead of pipes: a full disk. */
  readonly isOutputFull?: boolean;
}

/** A command as a process of its own, whose output the test reads, closes, or gives to a full disk. */
export function startCommand(
  args: readonly string[],
  { env, folder, stdin, isOutputFull = false }: HowToStart,
): Started {
  const output = isOutputFull ? openSync('/dev/full', 'w') : 'pipe';
  const child = spawn(process.execPath, [VVF, ...args], {
    cwd: folder,
    env: { ...OWN_FIXTURES, PATH: process.env['PATH'], ...env },
    stdio: [stdin === undefined ? 'ignore' : 'pipe', output, output],
  });
  child.stdin?.end(stdin);
  let said = '';
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  for (const stream of streams)
    stream
      .setEncoding('utf8')
      .on('data', (text: string) => (said += text))
      .on('error', () => undefined);
  return {
    child,
    said: () => said,
    closeOutput: () => {
      for (const stream of streams) stream.destroy();
    },
    ended: new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve(code ?? signal ?? 'nothing')),
    ),
  };
}
