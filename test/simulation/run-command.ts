import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command of the simulation to its end, with the fixtures' call flow. */
export async function runCommand(
  name: 'simulate' | 'compare',
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, ['--conditions=own-fixtures', 'vvf.mjs', name, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}
