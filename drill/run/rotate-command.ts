import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OutputsFile } from '../../contracts/outputs.ts';
import type { RotateAction } from '../faults/outside.ts';

const VVF = fileURLToPath(new URL('../../vvf.mjs', import.meta.url));
/** It waits for no more than a region that is away. */
const PATIENCE_MS = 60_000;

/**
 * `npm run rotate -- <action> --apply`, in a process of its own: the drill's event loop does not pay for the SDK's client, and
 * it is the very command.
 * @param secret the new one, for `stage`
 * @throws with what it said, unless nothing is left to do
 */
export async function rotate(outputs: OutputsFile, action: RotateAction, secret = ''): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-failover-rotate-'));
  try {
    const file = join(folder, 'outputs.json');
    await writeFile(file, JSON.stringify(outputs));
    // The scenario waits as long as it means to.
    const waits = action === 'stage' ? [] : ['--without-waiting'];
    await run([VVF, 'rotate', action, '--apply', ...waits, '--outputs', file], secret);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const run = (args: readonly string[], input: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = {
      env: { PATH: process.env['PATH'] ?? '' },
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    } as const;
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`Expected that npm run rotate does it all; found: ${stdout}${stderr}`.trim()));
    });
    // Whoever takes no secret may have ended before.
    child.stdin?.on('error', () => undefined).end(input);
  });
