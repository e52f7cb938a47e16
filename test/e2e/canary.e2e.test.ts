import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canary } from '../../cli/canary/command.ts';
import { lookUntil } from '../../cli/kit/look-until.ts';
import { canaryName } from '../../contracts/canary-switch.ts';
import type { Emulator, RegionRole } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { synthesize } from '../../infra/synth.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import { testIo } from '../cli/link/support/test-io.ts';
import { bearer, postSigned } from '../emulator/post-signed.ts';
import { settings } from '../fixtures/own/settings.ts';

const CALL_FLOW = fileURLToPath(new URL('../fixtures/canary/call-flow.ts', import.meta.url));
const ROLES: readonly RegionRole[] = ['primary', 'secondary'];
/** A function looks again after 20 s, and does without an answer after 40 s; the machine may be busy. */
const SOON_MS = 30_000;
const WITHIN_A_MINUTE_MS = 60_000;

let folder: string;
let emulator: Emulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const assembly = join(folder, 'assembly');
  await synthesize({ settings: { ...settings, timeouts: 'shipped' }, outDir: assembly, callFlow: CALL_FLOW });
  emulator = await startEmulator({ assembly });
  writeFileSync(join(folder, 'outputs.json'), JSON.stringify(emulator.outputs));
}, 120_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const run = async (...args: readonly string[]) => {
  const io = testIo();
  const code = await canary.run([...args, '--outputs', join(folder, 'outputs.json')], io.io);
  return { code, out: io.take().stdout };
};
const callIn = async (role: RegionRole): Promise<readonly NccoAction[]> => {
  const { text } = await postSigned(emulator, emulator.description[role].answer);
  return JSON.parse(text) as readonly NccoAction[];
};
const wordsOf = ([first]: readonly NccoAction[]): unknown => first?.['text'];
/** Until a call hears this at first. */
const hears = (role: RegionRole, words: string, timeoutMs: number): Promise<unknown> =>
  lookUntil(
    async () => wordsOf(await callIn(role).catch(() => [])),
    (seen) => seen === words,
    { timeoutMs, everyMs: 500 },
  );

const inBoth = (words: string): Promise<readonly unknown[]> =>
  Promise.all(ROLES.map((role) => hears(role, words, SOON_MS)));
/** Environments that start now ask for the switch at once: that running ones look again is waited for once. */
const newEnvironments = async (): Promise<void> => {
  for (const role of ROLES) await emulator.recycle(role, 'answer');
};

/** The caller presses a key: what the event URL of the question answers. */
async function press(ncco: readonly NccoAction[]): Promise<unknown> {
  const [url = ''] = (ncco.find(({ action }) => action === 'input')?.['eventUrl'] ?? []) as readonly string[];
  const body = JSON.stringify({
    uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    conversation_uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    dtmf: { digits: '1', timed_out: false },
    speech: {},
  });
  const reply = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      authorization: bearer(emulator.description.application, body),
    },
  });
  return wordsOf((await reply.json()) as readonly NccoAction[]);
}

it('lets all calls of both regions begin with the candidate, and takes it back, while a call goes on in it', async () => {
  expect((await run()).out).toMatch(/candidate: version 2 {2}off/);
  expect(await inBoth('The old flow.')).toEqual(['The old flow.', 'The old flow.']);

  expect(await run('--share', '100')).toMatchObject({ code: 0 });
  expect(await inBoth('The new flow.')).toEqual(['The new flow.', 'The new flow.']);
  const begun = await callIn('primary');

  expect(await run('--off')).toMatchObject({ code: 0 });
  await newEnvironments();
  expect(await inBoth('The old flow.')).toEqual(['The old flow.', 'The old flow.']);
  expect(await press(begun)).toBe('The new menu.');
  expect(await press(await callIn('primary'))).toBe('The old menu.');
}, 180_000);

it('is off within a minute where a region cannot read the switch any more', async () => {
  expect(await run('--numbers', '447700900002')).toMatchObject({ code: 0 });
  await newEnvironments();
  expect(await hears('primary', 'The new flow.', SOON_MS)).toBe('The new flow.');
  const restore = await emulator.breakParameterStore('primary', 'accepts-and-hangs');
  expect(await hears('primary', 'The old flow.', WITHIN_A_MINUTE_MS)).toBe('The old flow.');
  await restore();
  expect(await hears('primary', 'The new flow.', SOON_MS)).toBe('The new flow.');
}, 180_000);

it('is off where the switch holds what nobody understands', async () => {
  const { SsmUrl = '' } = Object.values(emulator.outputs).find(({ Role }) => Role === 'primary') ?? {};
  await fetch(SsmUrl, {
    method: 'POST',
    body: JSON.stringify({ Name: canaryName(settings.name), Value: 'on', Type: 'String', Overwrite: true }),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.PutParameter',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDLOOPBACK/20260101/${settings.regions.primary}/ssm/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  expect(await run()).toMatchObject({ code: 2, out: expect.stringContaining('unreadable, and so off') });
  await emulator.recycle('primary', 'answer');
  expect(await hears('primary', 'The old flow.', SOON_MS)).toBe('The old flow.');
}, 120_000);
