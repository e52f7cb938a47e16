import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from '../../../../../cli/link/guard/command.ts';
import { runCommand } from '../../../../../cli/kit/command.ts';
import { startApplicationsApi } from '../../../../../simulator/applications-api/start-applications-api.ts';
import type { StartedApplicationsApi } from '../../../../../simulator/applications-api/start-applications-api.ts';
import { testIo } from '../../support/test-io.ts';
import { ID } from '../../support/rich-application.ts';
import { twoRegions } from '../../two-regions.ts';
import { voiceCapability } from '../../../../../contracts/voice-capability.ts';

const OTHER = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const NUMBER = '447700900000';
const SMS = 'https://sms.example.com/inbound';
const FULL = {
  country: 'GB',
  type: 'mobile-lvn',
  features: ['VOICE', 'SMS'],
  app_id: OTHER,
  moHttpUrl: SMS,
};
const FORWARDED = { ...FULL, voiceCallbackType: 'tel', voiceCallbackValue: '447700900009' };
const UNLINKED = { country: 'GB', type: 'landline', features: ['VOICE'] };

let api: StartedApplicationsApi;
let folder: string;
let outputs: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-guard-'));
  outputs = join(folder, 'outputs.json');
  await writeFile(outputs, JSON.stringify(twoRegions));
  const foreign = { address: 'https://voice.example.com/answer', http_method: 'POST' };
  api = await startApplicationsApi({
    apiKey: 'abcd1234',
    apiSecret: 'secret',
    applications: {
      [ID]: { name: 'Guarded', capabilities: { voice: voiceCapability(twoRegions) } },
      [OTHER]: { name: 'Own', capabilities: { voice: { webhooks: { answer_url: foreign } } } },
    },
    numbers: { [NUMBER]: FULL, '447700900001': FORWARDED, '447700900002': UNLINKED, '4477009000001': ID },
  });
});
afterEach(async () => {
  await api.stop();
  await rm(folder, { recursive: true });
});

async function run(number: string, ...args: readonly string[]) {
  const env = { VONAGE_API_KEY: 'abcd1234', VONAGE_API_SECRET: 'secret', VONAGE_API_HOST: api.url };
  const { io, take } = testIo({ env });
  const writing = args.length === 0 ? [] : ['--kept', join(folder, 'kept')];
  const to = args.includes('--to') ? ['--outputs', outputs] : [];
  const code = await runCommand(guard, ['number', number, ...args, ...writing, ...to], io);
  return { code, ...take() };
}
const posts = () => api.requests().filter((request) => request.startsWith('POST')).length;
const kept = async () =>
  (await readdir(join(folder, 'kept')).catch(() => [])).filter((name) => name.endsWith('.json'));

describe('a number', () => {
  it('is shown with where its calls go, and is not written', async () => {
    expect((await run(NUMBER)).stdout).toContain(`calls go to      the application ${OTHER}`);
    expect((await run('447700900001')).stdout).toContain(
      `tel 447700900009, which takes precedence over the application ${OTHER}`,
    );
    expect((await run('+44 7700 900002')).stdout).toContain('nowhere');
    expect(posts()).toBe(0);
  });

  it.each([
    [NUMBER, FULL],
    ['447700900001', FORWARDED],
    ['447700900002', UNLINKED],
  ])('%s moves to the guarded application, and comes back as it was', async (number, before) => {
    const moved = await run(number, '--to', ID, '--yes');
    expect([moved.code, moved.stderr]).toEqual([0, '']);
    expect(moved.stdout).toContain(`"${number}" is NEW. Read back and compared`);
    const others = Object.entries(before).filter(([key]) => !key.startsWith('voiceCallback'));
    expect(api.number(number)).toEqual({ ...Object.fromEntries(others), app_id: ID });
    expect((await run(number, '--to', ID, '--yes')).stdout).toContain('No changes');

    const back = await run(number, '--back', '--yes');
    expect([back.code, back.stdout]).toEqual([0, expect.stringContaining('is PUT BACK')]);
    expect(api.number(number)).toEqual(before);
    expect((await run(number, '--back', '--yes')).stderr).toContain('found none that is not put back yet');
  });

  it('shows each value, old and new, and what the API does not list', async () => {
    const { code, stdout, stderr } = await run('447700900001', '--to', ID);
    expect(code).toBe(1);
    expect(stderr).toContain('Add --yes');
    expect(stdout).toContain(`app_id              "${OTHER}" → "${ID}"`);
    expect(stdout).toContain('voiceCallbackType   "tel" → nothing');
    expect(stdout).toContain('calls no longer go straight there');
    expect(stdout).toContain('voiceStatusCallback');
    expect(stdout).toContain('Messages to this number go with it');
    expect(posts()).toBe(0);
  });

  it('is refused where it would not be guarded, or cannot be called', async () => {
    const unguarded = await run(NUMBER, '--to', OTHER, '--yes');
    expect(unguarded.stderr).toContain(
      `to be linked to these stacks, found answer_url https://voice.example.com/answer`,
    );
    expect(unguarded.stderr).toMatch(
      new RegExp(`npm run link -- apply --outputs \\S+ --application ${OTHER}`),
    );
    expect((await run('447700900009', '--to', ID, '--yes')).stderr).toContain('found none');
    api.replaceNumber('447700900002', { ...UNLINKED, features: ['SMS'] });
    expect((await run('447700900002', '--to', ID, '--yes')).stderr).toContain('found 447700900002 with SMS');
    expect((await run('07700', '--to', ID)).stderr).toContain('expected a phone number');
    expect(posts()).toBe(0);
  });

  it('is not overwritten where another hand has changed it since', async () => {
    await run(NUMBER, '--to', ID, '--yes');
    api.replaceNumber(NUMBER, { ...FULL, app_id: ID, moHttpUrl: 'https://new.example.com' });
    const refused = await run(NUMBER, '--back', '--yes');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('new.example.com')]);
    expect((await run(NUMBER, '--back', '--force', '--yes')).code).toBe(0);
    expect(api.number(NUMBER)).toEqual(FULL);
  });
});

describe('an update that goes wrong', () => {
  it.each(['reset', '500', '429', 'html', 'ignores'] as const)(
    'as %s leaves the number as it was, and says so',
    async (fault) => {
      api.failNext('POST', fault);
      const { code, stderr } = await run(NUMBER, '--to', ID, '--yes', '--read-back-timeout', '2');
      expect(api.number(NUMBER)).toEqual(FULL);
      expect(code).toBe(fault === 'ignores' ? 2 : 1);
      expect(stderr).toMatch(fault === 'ignores' ? /NOT VISIBLE YET/ : /is OLD/);
    },
  );

  it.each(['reset-after-write', '500-after-write', 'half', 'reset-then-written'] as const)(
    'as %s is found to be made',
    async (fault) => {
      api.failNext('POST', fault);
      // What is written late is looked for until it shows.
      const { code, stdout } = await run(NUMBER, '--to', ID, '--yes', '--read-back-timeout', '3600');
      expect([code, stdout]).toEqual([0, expect.stringContaining('is NEW')]);
      expect(api.number(NUMBER)).toEqual({ ...FULL, app_id: ID });
    },
  );

  it('was kept before it was made: a command that is cut off between write and read-back can be put back', async () => {
    api.failNext('POST', 'reset-after-write');
    api.failNext('GET', undefined, undefined, undefined, ...Array.from({ length: 60 }, () => '500' as const));
    const cut = await run(NUMBER, '--to', ID, '--yes', '--read-back-timeout', '1');
    expect([cut.code, cut.stderr]).toEqual([1, expect.stringContaining('OLD or NEW')]);
    expect(cut.stderr).toContain(`npm run guard -- number ${NUMBER} --back --kept`);
    expect(await kept()).toHaveLength(1);
    api.failNext('GET');
    const again = await startAgain();
    expect([again.code, api.number(NUMBER)]).toEqual([0, FULL]);
  });
  /** After what is left of the faults. */
  async function startAgain() {
    for (let tries = 0; tries < 30; tries += 1) {
      const back = await run(NUMBER, '--back', '--yes');
      if (back.code === 0) return back;
    }
    throw new Error('Expected the number to come back.');
  }
});
