import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { silent, startLinked, startText, text } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';
import { twoRegions } from '../two-regions.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

describe('link plan', () => {
  it('shows old → new and what each change does to a caller, says 2, and writes nothing', async () => {
    const { code, stdout } = await linked.plan();
    expect(code).toBe(2);
    expect(stdout).toContain('"https://old.example.com/answer" → "https://one.example.com/prod/answer"');
    expect(stdout).toContain('connect_timeout  1000 → 501');
    expect(stdout).toContain(
      'a call while the primary cannot be reached: 1002 ms of silence before the fallback is asked; so far 2000 ms',
    );
    expect(stdout).toContain('a call ends when the primary fails');
    expect(stdout).toContain('12 changes. All else stays as it is');
    expect(text(linked.application())).toBe(startText());
    expect(linked.puts()).toBe(0);
  });

  it('says 0 where nothing changes', async () => {
    await linked.apply();
    const { code, stdout } = await linked.plan();
    expect([code, stdout.includes('No changes')]).toEqual([0, true]);
  });

  it('prints one line of JSON for programs, a value that is not there without a key', async () => {
    const { code, stdout } = await linked.plan('--json');
    expect(code).toBe(2);
    expect(stdout.trimEnd()).not.toContain('\n');
    const { application, changes } = JSON.parse(stdout) as {
      application: object;
      changes: { path: string; before?: unknown; after?: unknown; effect: string }[];
    };
    expect(application).toEqual({ id: ID, name: 'Front desk é', host: linked.api.url });
    expect(changes).toContainEqual(
      expect.objectContaining({
        path: 'capabilities.voice.webhooks.answer_url.http_method',
        before: 'GET',
        after: 'POST',
      }),
    );
    const added = changes.find(({ path }) => path.endsWith('fallback_answer_url.address'));
    expect(added).toBeDefined();
    expect(added).not.toHaveProperty('before');
  });

  it('says where the plan cannot be kept', async () => {
    const { code, stderr } = await linked.plan('--out', join(linked.outputs, 'plan.json'));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Expected to write the plan to .*, found .*\. Name another file with --out FILE\.$/m,
    );
    expect(stderr).not.toContain('    at ');
  });

  it('says of an application without a voice capability that it adds one', async () => {
    linked.touch(silent);
    const { stdout } = await linked.plan();
    expect(stdout).toContain('no voice capability: the plan adds one');
    expect((await linked.apply()).code).toBe(0);
    expect((await linked.plan()).code).toBe(0);
  });

  it('warns of a webhook key that the API does not know, and writes nothing where the API refuses it', async () => {
    linked.touch((application) => {
      const capabilities = application['capabilities'] as JsonObject;
      const voice = capabilities['voice'] as JsonObject;
      const webhooks = voice['webhooks'] as JsonObject;
      const answer = { ...(webhooks['answer_url'] as JsonObject), connection_timeout: 700 };
      return {
        ...application,
        capabilities: { ...capabilities, voice: { ...voice, webhooks: { ...webhooks, answer_url: answer } } },
      };
    });
    expect((await linked.plan()).stdout).toContain(
      'answer_url.connection_timeout is not a known key of the API',
    );

    const before = text(linked.application());
    const { code, stderr } = await linked.apply();
    expect(code).toBe(1);
    expect(stderr).toContain('connection_timeout is not a known json property');
    expect(stderr).toContain('is OLD');
    expect(text(linked.application())).toBe(before);
    expect(await readdir(linked.kept)).toEqual([]);
  });

  it('swaps the regions with --primary and leaves the distribution out with --fallback direct', async () => {
    const { stdout } = await linked.plan('--primary', 'eu-west-1', '--fallback', 'direct');
    expect(stdout).toContain("eu-west-1 answers; its fallback is eu-central-1's API, without CloudFront");
    expect(stdout).toContain('→ "https://two.example.com/prod/answer"');
    expect(stdout).toContain('→ "https://one.example.com/prod/fallback"');
    expect(stdout).toContain('there is no static NCCO');
  });

  it('takes timeouts from a file instead of the deployed ones', async () => {
    const file = join(linked.folder, 'timeouts.json');
    const own = { connect_timeout: 800, socket_timeout: 4500 };
    await writeFile(file, JSON.stringify({ answer_url: own, event_url: own, fallback_answer_url: own }));
    const { stdout } = await linked.plan('--timeouts', file);
    expect(stdout.match(/connect_timeout +\S+ → 800/g)).toHaveLength(3);
    expect(stdout.match(/socket_timeout +\S+ → 4500/g)).toHaveLength(3);
  });

  it.each(['plan', 'apply'])('does not %s the URLs of a local system for Vonage itself', async (command) => {
    const stack = twoRegions['stack-one'];
    const local = { ...stack, EventUrl: 'http://127.0.0.1:8080/prod/event' };
    await writeFile(linked.outputs, JSON.stringify({ ...twoRegions, 'stack-one': local }));
    const args = [
      command,
      '--outputs',
      linked.outputs,
      ...(command === 'apply' ? ['--yes', '--kept', linked.kept] : []),
    ];
    const fetch: typeof globalThis.fetch = async () => Response.json(linked.application());
    const env = { ...linked.env, VONAGE_API_HOST: 'https://api.example.com' };
    const { code, stderr } = await linked.run(args, { env, fetch });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'those of a local system (http://127.0.0.1:8080/prod/event), which https://api.example.com',
    );
    expect((await linked.plan()).code).toBe(2);
  });

  it.each([
    ['AnswerUrl', 'not a url'],
    ['AnswerUrl', 'http://one.example.com/prod/answer'],
    ['FallbackMethod', 'PATCH'],
    ['Region', 'eu-west-1'],
  ])('refuses outputs with %s "%s", before it asks the API', async (key, value) => {
    const outputs = { ...twoRegions, 'stack-one': { ...twoRegions['stack-one'], [key]: value } };
    await writeFile(linked.outputs, JSON.stringify(outputs));
    const { code, stderr } = await linked.plan();
    expect([code, linked.api.requests()]).toEqual([1, []]);
    expect(stderr).toContain('Expected');
    expect(stderr).toContain(value);
  });

  it('warns of an account and an application whose callbacks the functions would refuse', async () => {
    const other = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
    const fetch: typeof globalThis.fetch = async () =>
      Response.json({ id: other, name: 'Other', capabilities: {} });
    const { code, stdout } = await linked.run(['plan', '--outputs', linked.outputs, '--application', other], {
      fetch,
      env: { ...linked.env, VONAGE_API_KEY: 'other123' },
    });
    expect(code).toBe(2);
    expect(stdout).toContain('Callbacks will carry the API key other123');
    expect(stdout).toContain('not among vonage.applicationIds');
    expect((await linked.plan()).stdout).not.toMatch(/not among|Callbacks will carry/);
  });

  it('shows what an application holds so that it does nothing to a terminal', async () => {
    linked.touch((application) => ({ ...application, name: 'red \u001b[31m' }));
    const { stdout } = await linked.plan();
    expect(stdout).not.toContain('\u001b');
  });
});
