import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VoiceTimeouts } from '../../../../contracts/outputs.ts';
import { startLinked } from '../support/linked.ts';
import type { Linked, Ran } from '../support/linked.ts';
import { SECRET } from '../verify/a-deployment.ts';
import { startDeployment } from './a-deployment-server.ts';
import type { Answers, DeploymentServer } from './a-deployment-server.ts';

let linked: Linked;
let deployment: DeploymentServer | undefined;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(async () => {
  await linked.stop();
  await deployment?.stop();
  deployment = undefined;
});

/** Runs tune against a deployment that answers so. */
async function tune(
  args: readonly string[],
  { answers, env = {} }: { answers?: Answers; env?: Record<string, string> } = {},
): Promise<Ran> {
  deployment = await startDeployment(answers);
  await writeFile(linked.outputs, JSON.stringify(deployment.outputs));
  return linked.run(['tune', '--outputs', linked.outputs, ...args], {
    env: { ...linked.env, VONAGE_SIGNATURE_SECRET: SECRET, ...env },
    nowMs: Date.now,
  });
}

interface Printed {
  readonly measured: readonly { readonly route: string; readonly warm: { readonly requests: number } }[];
  readonly recommended: VoiceTimeouts | null;
  readonly timeouts: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
  readonly costs: readonly { readonly fault: string; readonly silenceMs: Readonly<Record<string, number>> }[];
}
const json = ({ stdout }: Ran): Printed => JSON.parse(stdout) as Printed;

describe('npm run link -- tune', () => {
  it('measures 2000 warm requests and 20 at once of each URL, and compares what each fault costs', async () => {
    const ran = await tune(['--json', '--rate', '50']);
    const { measured, recommended, timeouts, costs } = json(ran);
    expect(ran.stdout.trim().split('\n')).toHaveLength(1);
    expect(measured.map(({ warm }) => warm.requests)).toEqual([500, 500, 500, 500]);
    // A machine that stands still for a second measures it.
    expect(ran.code).toBe(recommended === null ? 2 : 0);
    expect(Object.keys(timeouts)).toEqual(['Vonage’s defaults', 'as deployed', 'now set']);
    expect(timeouts['as deployed']).toMatchObject({
      answer_url: { connect_timeout: 501, socket_timeout: 2001 },
    });
    expect(costs).toHaveLength(12);
    const { counts = {} } = deployment ?? {};
    for (const path of ['/prod/answer', '/fallback'])
      expect(counts[path]).toBeGreaterThanOrEqual(3 + 500 + 20);
    expect(linked.puts()).toBe(0);
  });

  it('applies and keeps nothing where not everything has a timeout', async () => {
    const out = join(linked.folder, 'timeouts.json');
    const answers: Answers = (path) => (path === '/prod/event' ? { status: 500, body: '' } : undefined);
    const ran = await tune(['--apply', '--yes', '--out', out], { answers });
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain('HTTP 500 (event 3 times)');
    expect(ran.stdout).toContain('Nothing is recommended.');
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    expect(linked.puts()).toBe(0);
  });

  it('knows a fallback that serves the static NCCO to a signed request', async () => {
    const answers: Answers = (path) =>
      path === '/fallback' ? { status: 200, body: '["static"]' } : undefined;
    const ran = await tune(['--json'], { answers });
    expect(json(ran)).toMatchObject({ recommended: null, costs: [] });
    expect(json(ran).notes[1]).toContain('the static NCCO (fallback 3 times)');
  });

  it('asks the region and the fallback that the flags name', async () => {
    const answers: Answers = () => ({ status: 401, body: '' });
    await tune(['--fallback', 'direct', '--primary', 'eu-west-1'], { answers });
    expect(Object.keys(deployment?.counts ?? {}).sort()).toEqual([
      '/prod/answer',
      '/prod/event',
      '/prod/fallback',
      '/prod/websocket-disconnected',
    ]);
  });

  it('needs no credentials of the API where nothing is applied', async () => {
    const answers: Answers = () => ({ status: 401, body: '' });
    const ran = await tune([], { answers, env: { VONAGE_API_KEY: '', VONAGE_API_SECRET: '' } });
    expect(ran.code).toBe(2);
    expect(linked.api.requests()).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ['too few requests', ['--requests', '1999'], '--requests: expected a whole number from 2000'],
    ['no pace', ['--rate', '0'], '--rate: expected a whole number from 1 to 50, found "0"'],
    ['too fast a pace', ['--rate', '51'], 'found "51"'],
    ['half a request', ['--requests', '2000.5'], 'found "2000.5"'],
    ['--yes for nothing', ['--yes'], '--yes: expected with --apply'],
    ['--kept for nothing', ['--kept', 'x'], '--kept: expected with --apply'],
  ])('refuses %s, before anything is asked', async (_what, args, message) => {
    const { code, stderr } = await tune(args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(deployment?.counts).toEqual({});
  });

  it('refuses to measure what it could not sign, or not apply', async () => {
    const unsigned = await tune([], { env: { VONAGE_SIGNATURE_SECRET: '' } });
    expect([unsigned.code, unsigned.stderr]).toEqual([1, expect.stringContaining('VONAGE_SIGNATURE_SECRET')]);
    await deployment?.stop();
    const unable = await tune(['--apply'], { env: { VONAGE_API_SECRET: '' } });
    expect([unable.code, unable.stderr]).toEqual([1, expect.stringContaining('VONAGE_API_SECRET')]);
    expect(deployment?.counts).toEqual({});
  });
});
