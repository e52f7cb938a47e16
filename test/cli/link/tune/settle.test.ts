import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { tune, settle } from '../../../../cli/link/tune/command.ts';
import { startLinked, voiceOf } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { testIo } from '../support/test-io.ts';

const TIMEOUTS = {
  answer_url: { connect_timeout: 350, socket_timeout: 1650 },
  event_url: { connect_timeout: 400, socket_timeout: 2250 },
  fallback_answer_url: { connect_timeout: 450, socket_timeout: 3750 },
};

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

async function settled(...args: string[]) {
  const { io, take } = testIo({ env: linked.env });
  const code = await settle(tune.read(['--outputs', linked.outputs, ...args]).values, TIMEOUTS, io);
  return { code, ...take() };
}

describe('settle', () => {
  it('does nothing where nothing is wanted', async () => {
    expect(await settled()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(linked.puts()).toBe(0);
  });

  it('keeps the timeouts for --timeouts of plan', async () => {
    const out = join(linked.folder, 'timeouts.json');
    const { code, stderr } = await settled('--out', out);
    expect(code).toBe(0);
    expect(stderr).toContain(`The recommendation is in ${out}.`);
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual(TIMEOUTS);
    expect(linked.puts()).toBe(0);
    expect((await linked.plan('--timeouts', out)).stdout).toContain('→ 3750');
  });

  it('applies them, to what the flags name, so that a plan with them finds no change', async () => {
    const out = join(linked.folder, 'timeouts.json');
    const { code } = await settled(
      ...['--apply', '--yes', '--out', out, '--kept', linked.kept],
      ...['--primary', 'eu-west-1', '--fallback', 'direct'],
    );
    expect(code).toBe(0);
    const { webhooks } = voiceOf(linked.application());
    expect(webhooks).toMatchObject({
      answer_url: { address: 'https://two.example.com/prod/answer', ...TIMEOUTS.answer_url },
      fallback_answer_url: {
        address: 'https://one.example.com/prod/fallback',
        ...TIMEOUTS.fallback_answer_url,
      },
      event_url: TIMEOUTS.event_url as JsonObject,
    });
    const same = ['--primary', 'eu-west-1', '--fallback', 'direct'];
    expect((await linked.plan(...same, '--timeouts', out)).code).toBe(0);
    expect((await linked.plan(...same)).code).toBe(2);
    expect((await linked.undo()).code).toBe(0);
  });

  it('asks before it applies', async () => {
    await expect(settled('--apply', '--out', join(linked.folder, 't.json'))).rejects.toThrow('--yes');
    expect(linked.puts()).toBe(0);
  });

  it('says where it cannot keep them', async () => {
    const out = join(linked.folder, 'nowhere', 'timeouts.json');
    await expect(settled('--out', out)).rejects.toThrow('Name another file with --out FILE.');
  });
});
