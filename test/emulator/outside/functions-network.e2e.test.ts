import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUntil } from '../../../cli/kit/look-until.ts';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import type { OutsideNetwork } from '../../../emulator/outside/outside-hosts.ts';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import { synthesizedAssembly } from '../synthesized-assembly.ts';

const { folder, remove } = temporaryFolder('functions-network');
afterAll(remove);

/** What a function of an emulator returns. */
async function returned(body: string, outside?: OutsideNetwork): Promise<string> {
  const emulator = await startEmulator({ assembly: await synthesizedAssembly(), outside });
  try {
    const bundle = join(folder, 'bundle');
    mkdirSync(bundle, { recursive: true });
    writeFileSync(
      join(bundle, 'index.cjs'),
      `const dns = require('node:dns'); exports.handler = async () => ({ statusCode: 200, body: String(${body}) });`,
    );
    await emulator.replaceBundle('primary', 'answer', bundle);
    const ask = async () => fetch(emulator.description.primary.answer, { method: 'POST' });
    // A cold start on a busy machine may outlast the gateway's integration timeout: 502.
    const served = await lookUntil(ask, ({ status }) => status !== 502, { times: 10, everyMs: 200 });
    return await served.text();
  } finally {
    await emulator.stop();
  }
}

it('functions reach nothing outside this machine, where nothing else is asked for', async () => {
  const body = "await dns.promises.lookup('example.com').catch(({ code }) => code)";
  expect(await returned(body)).toBe('ENOTFOUND');
});

it('functions have the network of this machine where that is asked for', async () => {
  expect(await returned('dns.lookup.name', 'real')).toBe('lookup');
});
