import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { runRotate } from '../../cli/rotate/run-rotate.ts';
import type { OutputsFile } from '../../contracts/outputs.ts';
import type { RotateAction } from '../faults/outside.ts';

/**
 * `npm run rotate -- <action> --apply`.
 * @param secret the new one, for `stage`
 * @throws with what it said, unless nothing is left to do
 */
export async function rotate(outputs: OutputsFile, action: RotateAction, secret = ''): Promise<void> {
  const { folder, remove } = temporaryFolder('rotate');
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  try {
    const file = join(folder, 'outputs.json');
    await writeFile(file, JSON.stringify(outputs));
    // The scenario waits as long as it means to.
    const code = await runRotate(
      { action, apply: true, withoutWaiting: action !== 'stage', outputs: file, json: false },
      {
        stdin: Readable.from([secret]),
        io: {
          nowMs: Date.now,
          stdout: say,
          stderr: say,
          signal: new AbortController().signal,
          keepUnprinted: () => undefined,
        },
      },
    );
    if (code !== 0)
      throw new Error(`Expected that npm run rotate does it all; found: ${said.join('\n').trim()}`);
  } finally {
    remove();
  }
}
