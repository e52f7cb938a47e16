import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../contracts/settings/settings-schema.ts';

/**
 * A cloud assembly of these settings in a new folder of the caller's own: a copy of the one that this run of jest has made.
 * @throws Error with what the synthesis refuses
 */
export async function assemblyOf(settings: Settings): Promise<string> {
  const { SHARED_SYNTHESIS_URL: url } = process.env;
  if (url === undefined)
    throw new Error('SHARED_SYNTHESIS_URL: expected the address that global-setup.mjs sets, found nothing');
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(settings),
    headers: { connection: 'close' },
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  const folder = await mkdtemp(join(tmpdir(), 'test-assembly-'));
  await cp(answer, folder, { recursive: true });
  return folder;
}
