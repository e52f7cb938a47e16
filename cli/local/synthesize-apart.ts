import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CloudAssemblyOptions } from '../../infra/cloud-assembly.ts';

const SYNTHESIZE = fileURLToPath(new URL('./synthesize-process.ts', import.meta.url));

/**
 * Synthesizes in a process of its own: settings are read anew, and this process can be interrupted meanwhile.
 * @throws what the synthesis refuses
 */
export function synthesizeApart(options: CloudAssemblyOptions, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [SYNTHESIZE, JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(stderr.trim()))));
  });
}
