import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson, printJson } from '../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';
import { firstLine, emulatorCommand } from '../../emulator/emulator-command.ts';
import type { PrintedEmulator, RunningCommand } from '../../emulator/emulator-command.ts';
import type { Ran } from './support/linked.ts';
import { ID, RICH_JSON } from './support/rich-application.ts';

const folder = mkdtempSync(join(tmpdir(), 'voice-failover-sequence-'));
const outputs = join(folder, 'outputs.json');
let emulator: RunningCommand;
let description: PrintedEmulator;
beforeAll(async () => {
  emulator = emulatorCommand('--json', '--outputs', outputs);
  description = await firstLine(emulator);
});
afterAll(async () => {
  emulator.child.kill('SIGKILL');
  await emulator.ended;
  rmSync(folder, { recursive: true });
});

/** `npm run link`, as a process of its own. */
const link = (...args: string[]) =>
  new Promise<Ran>((resolve, reject) => {
    const env = { ...process.env, ...description.environment };
    execFile(process.execPath, ['vvf.mjs', 'link', ...args], { env }, (error, stdout, stderr) => {
      if (`${stdout}${stderr}`.includes(env.VONAGE_API_SECRET)) reject(new Error('The secret was printed.'));
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });

/** Another hand with the same account. */
async function ask(method: 'GET' | 'PUT', body?: string): Promise<JsonObject> {
  const { VONAGE_API_HOST: host, VONAGE_API_KEY: key, VONAGE_API_SECRET: secret } = description.environment;
  const response = await fetch(`${host}/v2/applications/${ID}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return parseJson(text) as JsonObject;
}

const withoutLinks = (application: JsonObject) =>
  Object.fromEntries(Object.entries(application).filter(([key]) => key !== '_links'));

it('plan → apply → verify → another hand → verify (2) → undo refuses → undo --force restores every value', async () => {
  const start = withoutLinks(await ask('PUT', RICH_JSON));
  expect(start).toEqual({ id: ID, ...(parseJson(RICH_JSON) as JsonObject) });
  const own = ['--outputs', outputs];
  const kept = ['--kept', join(folder, 'kept')];

  const planned = await link('plan', ...own);
  expect([planned.code, planned.stderr]).toEqual([2, '']);
  expect(withoutLinks(await ask('GET'))).toEqual(start);

  const applied = await link('apply', '--yes', ...own, ...kept);
  expect([applied.code, applied.stderr]).toEqual([0, '']);
  expect((await link('plan', ...own)).code).toBe(0);
  const verified = await link('verify', ...own);
  expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('No drift')]);

  const touched = printJson(await ask('GET')).replace('"connect_timeout":500', '"connect_timeout":600');
  await ask('PUT', touched);
  const drifted = await link('verify', ...own);
  expect([drifted.code, drifted.stdout]).toEqual([2, expect.stringContaining('expected 500, found 600')]);

  const refused = await link('undo', '--yes', ...kept);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('connect_timeout: 500 → 600');
  expect(refused.stderr).toContain('--force');
  expect(printJson(await ask('GET'))).toBe(printJson(parseJson(touched)));

  const undone = await link('undo', '--yes', '--force', ...kept);
  expect(undone.code).toBe(0);
  expect(undone.stdout).toContain('is PUT BACK. Read back and compared');
  expect(withoutLinks(await ask('GET'))).toEqual(start);
});
