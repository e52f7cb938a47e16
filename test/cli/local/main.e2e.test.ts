import { lookUntil } from '../../../cli/kit/look-until.ts';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { staticOutputs, regionalOutputs, type OutputsFile } from '../../../contracts/outputs.ts';
import type { Timeline } from '../../../cli/calls/timeline.ts';
import { goodEvents } from '../../contracts/journal/event-fixtures.ts';
import { descendants, survivors } from '../../emulator/descendants.ts';
import { bearer, postSigned } from '../../emulator/post-signed.ts';
import {
  firstLine,
  emulatorCommand,
  type PrintedEmulator,
  type RunningCommand,
} from '../../emulator/emulator-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'emulator-command-'));
const outputsFile = join(folder, 'outputs.json');
let command: RunningCommand;
let description: PrintedEmulator;
beforeAll(async () => {
  command = emulatorCommand('--json', '--outputs', outputsFile);
  description = await firstLine(command);
}, 60_000);
afterAll(async () => {
  command.child.kill('SIGKILL');
  await command.ended;
  rmSync(folder, { recursive: true });
});

const BODY = JSON.stringify({
  from: '447700900002',
  to: '447700900000',
  uuid: 'u',
  conversation_uuid: 'CON-1',
});

async function post(url: string, authorization: string | undefined, body: string | Buffer = BODY) {
  const response = await fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
  });
  const text = await response.text();
  return { status: response.status, json: JSON.parse(text || 'null') as unknown };
}

const token = ({ body = BODY, secret = description.application.signatureSecret } = {}): string =>
  bearer({ ...description.application, signatureSecret: secret }, body);

/** Signed with the right secret, long ago. */
const expired = (): string => bearer(description.application, BODY, 1_600_000_000_000);

describe('npm run local -- --json', () => {
  it('prints exactly one line, with the keys that were promised', () => {
    expect(command.output.stdout.split('\n')).toHaveLength(2);
    expect(Object.keys(description)).toEqual([
      ...['application', 'primary', 'secondary', 'static', 'voice', 'environment'],
    ]);
    expect(Object.keys(description.application)).toEqual(['id', 'apiKey', 'signatureSecret']);
    for (const role of ['primary', 'secondary'] as const) {
      expect(Object.keys(description[role])).toEqual([
        'region',
        'answer',
        'event',
        'websocketDisconnected',
        'fallback',
        'health',
        'distribution',
      ]);
    }
  });

  it('writes what cdk deploy --outputs-file would, naming what runs here', () => {
    const outputs = JSON.parse(readFileSync(outputsFile, 'utf8')) as OutputsFile;
    expect(regionalOutputs(outputs).primary.AnswerUrl).toBe(description.primary.answer);
    expect(staticOutputs(outputs).StaticFallbackUrl).toBe(description.static['fallback']);
  });

  it('keeps every event once, in whichever region it comes, for npm run calls to read', async () => {
    for (const [, event] of goodEvents()) {
      const body = JSON.stringify(event);
      for (const { event: url } of [description.primary, description.secondary])
        expect(await post(url, token({ body }), body)).toEqual({ status: 200, json: null });
    }
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['vvf.mjs', 'calls', '--outputs', outputsFile, '--json'],
      ...['--conversation', 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab'],
    ]);
    const { events, recordings } = JSON.parse(stdout) as Timeline;
    // Two of the fixtures say the same, and two name no conversation of ours.
    expect(events).toHaveLength(goodEvents().length - 3);
    for (const { regions } of events) expect(regions).toEqual(['eu-central-1', 'eu-west-1']);
    expect(recordings[0]).toMatchObject({ sizeBytes: 12_345, seconds: 60 });
  });

  it('serves a Vonage application for npm run link to plan, write and put back', async () => {
    const link = async (...args: string[]): Promise<number> => {
      const env = { ...process.env, ...description.environment };
      const ran = promisify(execFile)(process.execPath, ['vvf.mjs', 'link', ...args], { env });
      return ran.then(
        () => 0,
        ({ code }: { code: number }) => code,
      );
    };
    const own = ['--kept', join(folder, 'kept')];
    expect(await link('plan', '--outputs', outputsFile)).toBe(2);
    expect(await link('apply', '--outputs', outputsFile, '--yes', ...own)).toBe(0);
    expect(await link('plan', '--outputs', outputsFile)).toBe(0);
    expect(await link('undo', '--yes', ...own)).toBe(0);
    expect(await link('plan', '--outputs', outputsFile)).toBe(2);
  });

  it('serves a signed POST with an NCCO', async () => {
    expect(await post(description.primary.answer, token())).toEqual({ status: 200, json: expect.any(Array) });
  });

  it.each<[string, () => string | undefined, string, number]>([
    ['unsigned', () => undefined, BODY, 503],
    ['expired', expired, BODY, 401],
    ['signed with a wrong secret', () => token({ secret: 'wrong' }), BODY, 401],
    ['tampered with', () => token(), BODY.replace('447700900002', '447700900003'), 401],
  ])('refuses a POST that is %s, with a code', async (_case, authorization, body, status) => {
    expect(await post(description.primary.answer, authorization(), body)).toEqual({
      status,
      json: { code: expect.any(String) },
    });
  });

  it.each<[string, () => string | undefined]>([
    ['unsigned', () => undefined],
    ['expired', expired],
    ['signed with a wrong secret', () => token({ secret: 'wrong' })],
  ])('gives a GET at the distribution that is %s the static NCCO', async (_case, authorize) => {
    const authorization = authorize();
    const response = await fetch(`${description.secondary.distribution}?from=447700900002`, {
      headers: authorization ? { authorization } : {},
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(await (await fetch(description.static['fallback'] ?? '')).text());
  });

  it.each<[string, () => Promise<{ status: number }>, number[]]>([
    [
      '1 MB of garbage, unsigned',
      () => post(description.primary.answer, undefined, Buffer.alloc(1e6, 0xfe)),
      [503],
    ],
    [
      '1 MB of garbage, signed',
      () => post(description.primary.answer, token({ body: 'x'.repeat(1e6) }), 'x'.repeat(1e6)),
      [400],
    ],
    ['wrong JSON', () => post(description.primary.answer, token({ body: '{"a":' }), '{"a":'), [400]],
    ['a wrong method', () => fetch(description.primary.answer), [403]],
    ['another wrong method', () => fetch(description.primary.event, { method: 'DELETE' }), [403]],
    ['an unknown path', () => post(`${description.primary.answer}/more`, token()), [403]],
  ])('refuses %s clearly, and serves the next call', async (_case, ask, statuses) => {
    const { status } = await ask();
    expect(statuses).toContain(status);
    expect((await post(description.primary.answer, token())).status).toBe(200);
  });

  it('refuses what is not HTTP at every port, and serves the next call', async () => {
    for (const url of [
      description.primary.answer,
      description.primary.distribution,
      description.static['fallback'] ?? '',
    ]) {
      const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
      socket.on('error', () => undefined);
      // Its refusal has to be read, or the socket never closes.
      socket.resume();
      socket.end(Buffer.alloc(1e6, 0xfe));
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect((await post(description.primary.answer, token())).status).toBe(200);
    expect((await fetch(description.primary.distribution)).status).toBe(200);
  });

  it('stops on Ctrl-C with exit code 0 and leaves nothing behind', async () => {
    await postSigned({ description } as Parameters<typeof postSigned>[0], description.primary.answer);
    const pids = descendants(command.child.pid ?? 0).map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThanOrEqual(5);
    command.child.kill('SIGINT');
    expect(await command.ended).toBe(0);
    expect(await survivors(pids)).toEqual([]);
    expect(command.output.stderr).toBe('');
  });
});

describe('npm run local', () => {
  it('refuses an assembly that is not there', async () => {
    const { output, ended } = emulatorCommand('--assembly', '/nowhere');
    expect(await ended).toBe(1);
    expect(output.stderr).toContain('no such folder');
    expect(output.stderr).not.toMatch(/^ {4}at /m);
    expect(output.stdout).toBe('');
  });

  it('ends where it cannot write the outputs, although it has started', async () => {
    const { output, ended } = emulatorCommand('--json', '--outputs', join(folder, 'nowhere', 'outputs.json'));
    expect(await ended).toBe(1);
    expect(output.stderr).toContain('ENOENT');
  });

  it('prints what is where, and leaves no process behind when it is killed', async () => {
    const own = emulatorCommand('--tight');
    try {
      while (!own.output.stdout.includes('Ctrl-C stops it.'))
        await new Promise((resolve) => own.child.stdout?.once('data', resolve));
      const answer = /answer +(http:\S+)/.exec(own.output.stdout)?.[1] ?? '';
      expect(own.output.stdout).toContain('(connect 300 ms, socket 1300 ms)');
      // A cold start on a busy machine may outlast the gateway's integration timeout once: 502.
      const statusOf = async (): Promise<number> => (await fetch(answer, { method: 'POST' })).status;
      expect(await lookUntil(statusOf, (status) => status !== 502, { times: 5, everyMs: 200 })).toBe(503);
      expect(own.output.stdout).toMatch(/export VONAGE_API_HOST='http:\/\/127\.0\.0\.1:\d+'/);
      const pids = descendants(own.child.pid ?? 0).map(({ pid }) => pid);
      expect(pids.length).toBeGreaterThanOrEqual(5);
      own.child.kill('SIGKILL');
      expect(await own.ended).toBe('SIGKILL');
      expect(await survivors(pids)).toEqual([]);
    } finally {
      own.child.kill('SIGKILL');
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends while it still starts (%s), and leaves nothing behind',
    async (signal) => {
      const own = emulatorCommand();
      await new Promise((resolve) => setTimeout(resolve, 900));
      const pids = descendants(own.child.pid ?? 0).map(({ pid }) => pid);
      own.child.kill(signal);
      await own.ended;
      expect(await survivors(pids)).toEqual([]);
    },
  );
});
