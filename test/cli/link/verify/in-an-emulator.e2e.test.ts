import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVonage } from '../../../../cli/local/start-vonage.ts';
import type { StartedVonage } from '../../../../cli/local/start-vonage.ts';
import { startEmulator } from '../../../../emulator/start-emulator.ts';
import type { Undo, Emulator } from '../../../../emulator/emulator.ts';
import { runCommand } from '../../../../cli/kit/command.ts';
import { PROBE_ID } from '../../../../contracts/journal/journal-key.ts';
import { link as linkCommand } from '../../../../cli/link/command.ts';
import type { Finding } from '../../../../cli/link/verify/finding.ts';
import { synthesizedAssembly } from '../../../emulator/synthesized-assembly.ts';
import { testIo } from '../support/test-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-in-an-emulator-'));
const outputs = join(folder, 'outputs.json');
const timeouts = join(folder, 'timeouts.json');
let assembly: string;
let emulator: Emulator;
let vonage: StartedVonage;
const undos: Undo[] = [];

beforeAll(async () => {
  assembly = await synthesizedAssembly();
  emulator = await startEmulator({ assembly });
  vonage = await startVonage(emulator);
  writeFileSync(outputs, JSON.stringify(emulator.outputs));
  // The longest that the platform takes: a busy machine is no drift.
  const longest = (socket_timeout: number) => ({ connect_timeout: 1000, socket_timeout });
  const given = { answer_url: longest(5000), event_url: longest(10_000), fallback_answer_url: longest(5000) };
  writeFileSync(timeouts, JSON.stringify(given));
  for (const role of ['primary', 'secondary'] as const)
    for (const route of ['answer', 'event', 'fallback'] as const) await emulator.warm(role, route, 2);
}, 120_000);
afterEach(async () => {
  for (const undo of undos.splice(0).toReversed()) await undo();
});
afterAll(async () => {
  await Promise.all([emulator.stop(), vonage.stop()]);
  rmSync(assembly, { recursive: true });
  rmSync(folder, { recursive: true });
});

async function link(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { io, take } = testIo({ env: { ...vonage.environment, ...env }, nowMs: Date.now });
  const flags = ['--outputs', outputs, '--timeouts', timeouts, ...args];
  const code = await runCommand(linkCommand, [command, ...flags], io);
  return { code, ...take() };
}
const apply = async (...args: string[]): Promise<void> => {
  const { code, stderr } = await link('apply', ['--yes', '--kept', join(folder, 'kept'), ...args]);
  if (code !== 0) throw new Error(stderr);
};
async function verify(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout } = await link('verify', ['--json', ...args], env);
  const { drift, findings } = JSON.parse(stdout) as { drift: boolean; findings: readonly Finding[] };
  const not = findings.filter(({ status }) => status !== 'ok');
  return { code, drift, not: not.map(({ about, status }) => `${status} ${about}`), findings };
}
const fixOf = (findings: readonly Finding[], about: string) =>
  findings.find((each) => each.about === about && each.status !== 'ok')?.fix;

describe('npm run link -- verify, with both regions on loopback', () => {
  it('finds nothing where all is well', async () => {
    await apply();
    expect(await verify()).toMatchObject({ code: 0, drift: false, not: [] });
  });

  it('prints one line each for people', async () => {
    const { code, stdout } = await link('verify', []);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^"Stand-in application", [0-9a-f-]{36} at http:\/\/127\.0\.0\.1:\d+\n\n/);
    expect(stdout).toMatch(
      /\nok {2}answer_url {11}200 and a valid NCCO; connected in \d+ of 1000 ms, answered in \d+ of 5000 ms\n/,
    );
    expect(stdout).toMatch(/\n\nNo drift, 7 ok\.\n$/);
  });

  it('leaves one event in the journal, however often it is run, and nothing else', async () => {
    await verify();
    await verify();
    const keys = [...(await emulator.journalKeys('primary')), ...(await emulator.journalKeys('secondary'))];
    // One more where a day ended meanwhile.
    expect(keys.length).toBeLessThanOrEqual(2);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toContain(`/${PROBE_ID}/`);
  });

  it('finds what another hand has changed', async () => {
    await apply('--primary', emulator.description.secondary.region);
    const { code, not, findings } = await verify();
    expect([code, not]).toEqual([2, ['drift application']]);
    expect(findings[0]?.text).toContain(`"apply --primary ${emulator.description.secondary.region}" writes`);
    await apply();
  });

  it('works while the primary is a black hole: says what is unreachable, and how to leave it', async () => {
    undos.push(await emulator.breakRegion('primary', 'black-hole'));
    const { code, not, findings } = await verify();
    expect([code, not]).toEqual([2, ['drift answer_url', 'drift event_url']]);
    const { region } = emulator.description.secondary;
    expect(fixOf(findings, 'answer_url')).toContain(`link -- apply --outputs ${outputs}`);
    expect(fixOf(findings, 'answer_url')).toContain(`--primary ${region}, until`);

    await apply('--primary', region);
    // What is its fallback by now is dead, and says so.
    const swapped = await verify(['--primary', region]);
    expect([swapped.code, swapped.not]).toEqual([2, ['drift fallback_answer_url']]);
    expect(fixOf(swapped.findings, 'fallback_answer_url')).toContain(
      `check ${emulator.description.primary.region}`,
    );
    await apply();
  });

  it('works while CloudFront refuses: the fix is the API without its distribution', async () => {
    undos.push(await emulator.breakEdge('refuses'));
    const { code, not, findings } = await verify();
    expect([code, not]).toEqual([2, ['drift fallback_answer_url', 'drift static NCCO']]);
    expect(fixOf(findings, 'fallback_answer_url')).toContain('--fallback direct');

    await apply('--fallback', 'direct');
    expect(await verify(['--fallback', 'direct'])).toMatchObject({ code: 0, not: [] });
    await apply();
  });

  it('finds a secret that is not the one that Vonage signs with', async () => {
    const { code, not, findings } = await verify([], {
      VONAGE_SIGNATURE_SECRET: 'of-another-account-0123456789',
    });
    expect([code, not]).toEqual([2, ['drift answer_url', 'drift event_url', 'drift fallback_answer_url']]);
    expect(fixOf(findings, 'answer_url')).toContain('npm run rotate -- status');
  });

  it('says what it has not checked where no signature secret is given', async () => {
    const { code, drift, not } = await verify([], { VONAGE_SIGNATURE_SECRET: '' });
    expect([code, drift, not]).toEqual([
      0,
      false,
      ['not-checked answer_url', 'not-checked event_url', 'not-checked fallback_answer_url'],
    ]);
  });

  it('is an error where the application cannot be read', async () => {
    const { code, stderr } = await link('verify', [], { VONAGE_API_SECRET: 'revoked' });
    expect(code).toBe(1);
    expect(stderr).toContain('The secret may be revoked');
  });
});
