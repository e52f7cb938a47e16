import { rmSync } from 'node:fs';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { postSigned } from '../post-signed.ts';
import { synthesizedAssembly } from '../synthesized-assembly.ts';

let assembly: string;
let emulator: Emulator;
const pages: string[] = [];
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  emulator = await startEmulator({ assembly });
  emulator.onNote(({ text }) => {
    const [, page] = /became 200 with (\/\S+)/.exec(text) ?? [];
    if (page !== undefined) pages.push(page);
  });
}, 120_000);
afterEach(() => pages.splice(0));
afterAll(async () => {
  await emulator.stop();
  rmSync(assembly, { recursive: true });
});

const BAD_TOKEN = { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA' };

it('an unauthenticated caller gets the page instead of a 4xx, whatever is asked of a distribution: the alarm is for the other one', async () => {
  const { origin } = new URL(emulator.description.secondary.distribution);
  const paths = [
    '',
    'answer',
    'event',
    'websocket-disconnected',
    'fallback',
    'health',
    '.env',
    'prod/answer',
  ];
  for (const path of paths)
    for (const method of ['GET', 'POST', 'PUT', 'OPTIONS'])
      for (const headers of [{}, BAD_TOKEN]) {
        const body = method === 'POST' || method === 'PUT' ? '{}' : null;
        const { status } = await fetch(`${origin}/${path}`, { method, headers, body });
        expect([path, method, status < 500]).toEqual([path, method, true]);
      }
  expect(pages.length).toBeGreaterThan(0);
  expect(new Set(pages)).toEqual(new Set(['/static/instead-of-4xx.json']));
});

it('a region that fails behind its distribution has the other page read', async () => {
  const undo = await emulator.breakRegion('secondary', 'refuses');
  try {
    const { status } = await postSigned(emulator, emulator.description.secondary.distribution);
    expect(status).toBe(200);
    expect(pages).toEqual(['/static/instead-of-5xx.json']);
  } finally {
    await undo();
  }
});
