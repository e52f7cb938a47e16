import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTarget } from '../../cli/smoke/open-target.ts';
import { ownSecrets } from '../../cli/smoke/rows/own-secrets.ts';
import type { Emulator, RegionRole } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { synthesize } from '../../infra/synth.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import { bearer } from '../emulator/post-signed.ts';
import { settings } from '../fixtures/own/settings.ts';
import { SLOW } from '../fixtures/own-secrets/call-flow.ts';

const CALL_FLOW = fileURLToPath(new URL('../fixtures/own-secrets/call-flow.ts', import.meta.url));
const FOUND = 'Example Ltd.: a-token, stands-in-for-a-secret.';
const DEFAULT = 'Example Ltd.: nothing.';

let folder: string;
let emulator: Emulator;
const lines: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'own-secrets-'));
  const assembly = join(folder, 'assembly');
  await synthesize({ settings: { ...settings, timeouts: 'shipped' }, outDir: assembly, callFlow: CALL_FLOW });
  emulator = await startEmulator({
    assembly,
    secretsOfCallFlow: { 'my-company/crm-token': 'a-token' },
    onFunctionOutput: (line) => lines.push(line),
  });
  for (const role of ['primary', 'secondary'] as const) await emulator.warm(role, 'answer', 1);
}, 120_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const call = async (role: RegionRole, from = '447700900123') => {
  const body = JSON.stringify({ from, to: '442079460000', uuid: 'a', conversation_uuid: 'CON-a' });
  const authorization = bearer(emulator.description.application, body);
  const beganMs = performance.now();
  const response = await fetch(emulator.description[role].answer, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization },
  });
  const [first] = (await response.json()) as readonly NccoAction[];
  return { words: first?.['text'], tookMs: performance.now() - beganMs };
};

describe('a call flow with secrets and look-ups', () => {
  it('reads its secrets in both regions', async () => {
    for (const role of ['primary', 'secondary'] as const) expect((await call(role)).words).toBe(FOUND);
  });

  it('says what it says without the look-up, within its budget, where the database takes 5 s', async () => {
    const { words, tookMs } = await call('primary', SLOW);
    expect(words).toBe(DEFAULT);
    // 250 ms, and a busy machine.
    expect(tookMs).toBeLessThan(1000);
    const line = lines.find((each) => each.includes('"outcome":"late"')) ?? '';
    // Before it: the function's name.
    expect(JSON.parse(line.slice(line.indexOf('{')))).toMatchObject({
      route: 'answer',
      LookUpDefault: 1,
      lookUps: [{ name: 'customer' }],
    });
  });

  it.each(['refuses', 'accepts-and-hangs'] as const)(
    'keeps its secrets while the store %s',
    async (fault) => {
      expect((await call('primary')).words).toBe(FOUND);
      const restore = await emulator.breakSecretStore('primary', fault);
      expect((await call('primary')).words).toBe(FOUND);
      await restore();
    },
  );
});

it('are found by smoke in both regions, and missed where they are in none', async () => {
  const check = () => {
    const signal = new AbortController().signal;
    const opening = { outputs: emulator.outputs, regionName: undefined, outsideAddress: undefined };
    return ownSecrets.check(openTarget({ ...opening, signal, tell: () => undefined }));
  };
  expect(await check()).toEqual({ status: 'ok', found: 'a text in each region' });
  const undo = await emulator.breakAssumption('own-secrets');
  const { status, found } = await check();
  await undo();
  expect(status).toBe('differs');
  for (const region of Object.values(settings.regions).slice(0, 2))
    for (const name of ['crm-token', 'sms-token'])
      expect(found).toContain(`my-company/${name} does not exist in ${region}`);
});

it('refuses a value for a secret that the call flow does not declare', async () => {
  const starting = startEmulator({
    assembly: join(folder, 'assembly'),
    secretsOfCallFlow: { 'my-company/other': 'x' },
  });
  await expect(starting).rejects.toThrow(
    /secrets that the call flow declares \(my-company\/crm-token, my-company\/sms-token\), found "my-company\/other"/,
  );
});
