import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainCommand } from '../../../cli/explain/command.ts';
import { runCommand } from '../../../cli/kit/command.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';
import { startApplicationsApi } from '../../../simulator/applications-api/start-applications-api.ts';
import { testIo } from '../link/support/test-io.ts';
import { anApplication, TUNED, url } from './applications.ts';

const BARE = anApplication({
  answer: url('https://voice.example.com/answer'),
  event: url('https://voice.example.com/event'),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { io, take } = testIo({ env });
  const code = await runCommand(explainCommand, args, io);
  return { code, ...take() };
}

const explained = (application: unknown, ...more: readonly string[]) => {
  const file = join(folder, 'app.json');
  writeFileSync(file, typeof application === 'string' ? application : JSON.stringify(application));
  return run(['--application', file, ...more]);
};

describe('npm run explain', () => {
  it('prints one page that fits 120 columns: what to know first, tables, causes, the change, rules', async () => {
    const { code, stdout, stderr } = await explained(BARE);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(lines.length).toBeLessThan(130);
    const at = (text: string): number => stdout.indexOf(text);
    const order = [
      'Support line',
      'https://voice.example.com/answer',
      'If voice.example.com fails, every new call is cut off',
      'A call begins, and the server of the answer URL …',
      '… is a black hole (packets vanish)',
      'In the middle of a call',
      'What causes it',
      'The one change that helps most',
      '"fallback_answer_url"',
      'Where the readings of Vonage’s rules disagree',
      'SUP 115016024247; certain',
    ].map(at);
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(stdout).toMatch(
      /black hole \(packets vanish\)\s+nothing: the call ends\s+2\s+2–10\s+3\s+9\s+\[\d+\]/,
    );
  });

  it('prints the same as Markdown', async () => {
    const { stdout } = await explained(BARE, '--markdown');
    expect(stdout).toContain('# Support line');
    expect(stdout).toContain('| … refuses connections | nothing: the call ends | 0 | 0 | 1 | 0 |');
    expect(stdout).toContain('```json');
  });

  it('prints everything for programs, the JSON to put included', async () => {
    const { stdout } = await explained(BARE, '--json');
    const value = JSON.parse(stdout) as {
      sentence: string;
      best: { voice: { webhooks: Record<string, JsonObject> } };
      findings: { id: string }[];
      outcomes: { moment: string; fault: string; profile: string; heard: string; mostMs: number }[];
    };
    expect(value.sentence).toContain('no fallback URL');
    expect(value.best.voice.webhooks).toMatchObject({
      answer_url: { address: 'https://voice.example.com/answer' },
      fallback_answer_url: { http_method: 'POST' },
    });
    expect(value.findings.map(({ id }) => id)).toEqual(['no-fallback', 'long-event-timeout']);
    expect(value.outcomes).toHaveLength(11 * 2 * 4);
    expect(value.outcomes[0]).toMatchObject({
      moment: 'call-begins',
      fault: 'refuses',
      profile: 'support-2024',
    });
  });

  it('keeps values of the application that it does not know in the JSON to put', async () => {
    const application = anApplication(
      { ...TUNED, event: url('https://voice.example.com/event') },
      { conversations_ttl: 12, region: 'eu-west' },
    );
    const { stdout } = await explained(application, '--json');
    expect((JSON.parse(stdout) as { best: { voice: JsonObject } }).best.voice).toMatchObject({
      conversations_ttl: 12,
      region: 'eu-west',
      webhooks: { event_url: { connect_timeout: 500, socket_timeout: 2500 } },
    });
  });

  it('reads an application of the account, and how many numbers are linked', async () => {
    const id = String(BARE['id']);
    const api = await startApplicationsApi({
      apiKey: 'abcd1234',
      apiSecret: 'a-secret-of-the-test',
      applications: { [id]: BARE },
    });
    try {
      const { code, stdout } = await run(['--application-id', id], {
        VONAGE_API_KEY: 'abcd1234',
        VONAGE_API_SECRET: 'a-secret-of-the-test',
        VONAGE_API_HOST: api.url,
      });
      expect(code).toBe(0);
      expect(stdout).toMatch(/numbers\s+\d+/);
      expect(api.requests().every((request) => request.startsWith('GET'))).toBe(true);
    } finally {
      await api.stop();
    }
  });

  it.each([
    ['neither a file nor an id', [], 'Expected --application FILE or --application-id ID, found neither.'],
    ['a file that is not there', ['--application', '/nowhere/app.json'], 'found no file that can be read'],
    ['both', ['--application', 'a', '--application-id', 'b'], 'found both'],
  ])('refuses %s', async (_case, args, says) => {
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  });

  it.each([
    ['other text', 'not json', 'Expected a Vonage application (JSON)'],
    [
      'an application without voice',
      { name: 'a', capabilities: { messages: {} } },
      'Expected capabilities.voice, as the Applications API gives it, found nothing.',
    ],
    ['a list', [], 'Expected a JSON object, found [].'],
    [
      'a method that is none',
      anApplication({ answer: url('https://a.example.com', 500, 2000, 'PATCH') }),
      'Expected GET or POST in answer_url.http_method, found "PATCH".',
    ],
    [
      'a timeout that Vonage does not take',
      anApplication({ answer: url('https://a.example.com', 50, 2000) }),
      'Expected 300 to 1000 ms in answer_url.connect_timeout, found 50.',
    ],
    [
      'an address that is no text',
      anApplication({ answer: { address: 7 } }),
      'Expected a text in answer_url.address, found 7.',
    ],
  ])('says what is wrong with %s', async (_case, application, says) => {
    const { code, stdout, stderr } = await explained(application);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(says);
  });

  it.each([
    [
      'no answer URL',
      anApplication({ event: url('https://a.example.com/event') }),
      'The application has no answer URL',
    ],
    [
      'an address of one computer',
      anApplication({ answer: url('http://localhost:3000/answer') }),
      'answer_url is localhost:3000',
    ],
    [
      'plain http',
      anApplication({ ...TUNED, event: url('http://voice.example.com/event', 500, 2500) }),
      'event_url is http',
    ],
    [
      'a tunnel',
      anApplication({ ...TUNED, answer: url('https://a.ngrok.io/answer', 500, 2000) }),
      'answer_url is a tunnel (a.ngrok.io)',
    ],
    [
      'no event URL',
      anApplication({ answer: TUNED.answer, fallback: TUNED.fallback }),
      'The application has no event URL',
    ],
    [
      'GET',
      anApplication({ ...TUNED, answer: url('https://voice.example.com/answer', 500, 2000, 'GET') }),
      'Vonage asks answer_url by GET',
    ],
    [
      'a shared certificate',
      anApplication({ ...TUNED, fallback: url('https://backup.example.com/answer', 500, 4000) }),
      'may share a wildcard certificate',
    ],
  ])('names %s as a cause', async (_case, application, says) => {
    const { stdout } = await explained(application);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(says);
  });
});
