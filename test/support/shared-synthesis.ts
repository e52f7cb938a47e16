// The syntheses of one run of jest, each made once: in jest's own process, where the CDK is loaded once and not transformed.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Settings } from '../../contracts/settings/settings-schema.ts';

export interface SharedSynthesis {
  /** POST settings as JSON; the answer is the folder of their cloud assembly (200), or what refused them (422). */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The folders are of this run alone, and go with it: none is ever out of date. */
export async function startSharedSynthesis(): Promise<SharedSynthesis> {
  const parent = mkdtempSync(join(tmpdir(), 'test-syntheses-'));
  const remove = (): void => rmSync(parent, { recursive: true, force: true });
  process.once('exit', remove);

  const made = new Map<string, Promise<string>>();
  let last: Promise<unknown> = Promise.resolve();
  const folderOf = (settings: string): Promise<string> => {
    const key = createHash('sha256').update(settings).digest('hex');
    const folder = made.get(key) ?? last.then(() => synthesizeQuietly(settings, join(parent, key)));
    made.set(key, folder);
    last = folder.catch(() => undefined);
    return folder;
  };

  const server = createServer((request, response) => {
    void text(request)
      .then(folderOf)
      .then(
        (folder) => response.writeHead(200).end(folder),
        (error: unknown) =>
          response.writeHead(422).end(error instanceof Error ? error.message : String(error)),
      );
  });
  // A connection that is kept would keep a worker of jest.
  server.keepAliveTimeout = 1;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await last;
      process.off('exit', remove);
      remove();
    },
  };
}

/** One at a time: the CDK prints its warnings as it synthesizes, which a test has no use for. */
async function synthesizeQuietly(settings: string, outDir: string): Promise<string> {
  const { synthesize } = await import('../../infra/synth.ts');
  const { error } = console;
  console.error = () => undefined;
  try {
    return (await synthesize({ settings: JSON.parse(settings) as Settings, outDir })).folder;
  } finally {
    console.error = error;
  }
}
