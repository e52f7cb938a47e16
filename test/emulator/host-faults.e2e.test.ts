import { rmSync } from 'node:fs';
import type { Outcome } from '../../contracts/history.ts';
import { voiceCapability } from '../../contracts/voice-capability.ts';
import type { HostFault } from '../../emulator/emulator.ts';
import { type StartedEmulator, startEmulator } from '../../emulator/start-emulator.ts';
import { Connections } from '../../simulator/http/connections.ts';
import { exchange } from '../../simulator/http/exchange.ts';
import { signCallback, payloadHash } from '../../simulator/http/sign-callback.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

let assembly: string;
let emulator: StartedEmulator;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  emulator = await startEmulator({ assembly, tls: true });
  for (const role of ['primary', 'secondary'] as const) {
    await emulator.warm(role, 'answer', 1);
    await emulator.warm(role, 'fallback', 1);
  }
}, 120_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(assembly, { recursive: true });
});

const TIMEOUTS = { connectMs: 1000, socketMs: 5000 };

/** What Vonage gets for a signed callback. */
async function asked(url: string, timeouts = TIMEOUTS): Promise<Outcome> {
  const { apiKey, id, signatureSecret } = emulator.description.application;
  const body = JSON.stringify({
    from: '447700900123',
    to: '447700900000',
    uuid: 'u',
    conversation_uuid: 'c',
  });
  const token = signCallback(
    { apiKey, applicationId: id, signatureSecret },
    { issuedAtSeconds: Math.floor(Date.now() / 1000), jti: 'j', payloadHash: payloadHash(url, body) },
  );
  const connections = new Connections({ keepsConnections: false }, emulator.authority);
  const { outcome } = await exchange(
    {
      method: 'POST',
      url,
      address: emulator.localize(url),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    },
    { timeouts, socketTimeoutCovers: 'whole-response', onNewConnection: true, connections },
  );
  return outcome;
}

/** In one line: a status and what served it, or Vonage's name of the error. */
const seen = async (url: string, timeouts = TIMEOUTS): Promise<string> => {
  const outcome = await asked(url, timeouts);
  if (outcome.kind === 'error') return outcome.error;
  const isStatic = outcome.headers['x-cache'] === 'Error from cloudfront';
  return `${outcome.status}${isStatic ? ' static' : ''}`;
};

const urls = () => {
  const { webhooks } = voiceCapability(emulator.outputs);
  return { answer: webhooks.answer_url.address, fallback: webhooks.fallback_answer_url.address };
};

describe('an emulator with TLS', () => {
  it('has the names of AWS, and certificates that Vonage and CloudFront verify', async () => {
    expect(urls().answer).toMatch(/^https:\/\/[\w-]+\.execute-api\./);
    expect(emulator.localize(urls().answer)).toMatch(/^https:\/\/127\.0\.0\.1:\d+\//);
    expect(await seen(urls().answer)).toBe('200');
    expect(await seen(urls().fallback)).toBe('200');
  });

  it.each<[HostFault, string, fallback: string]>([
    ['tls-expired', 'tls-fault', '200 static'],
    ['tls-self-signed', 'tls-fault', '200 static'],
    ['tls-wrong-name', 'tls-fault', '200 static'],
    ['resets-before', 'connection-reset', '200 static'],
    ['resets-during', 'connection-reset', '200 static'],
    ['refuses', 'connection-refused', '200 static'],
    [
      { answers: { status: 503, headers: { 'content-type': 'application/json' }, body: '{}' } },
      '503',
      '200 static',
    ],
    [{ answers: { status: 302, headers: { location: 'https://example.com/' }, body: '' } }, '302', '302'],
  ])(
    'has an API that fails (%j): Vonage sees it, and CloudFront of the region',
    async (fault, error, fallback) => {
      const undoPrimary = await emulator.breakApi('primary', fault);
      const undoSecondary = await emulator.breakApi('secondary', fault);
      expect(await seen(urls().answer)).toBe(error);
      expect(await seen(urls().fallback)).toBe(fallback);
      await undoPrimary();
      await undoSecondary();
      await emulator.invalidate();
      expect(await seen(urls().answer)).toBe('200');
      expect(await seen(urls().fallback)).toBe('200');
    },
  );

  it.each<HostFault>(['accepts-and-hangs', 'drips'])(
    'has an API that takes longer than anybody waits (%s)',
    async (fault) => {
      const undo = await emulator.breakApi('primary', fault);
      expect(await seen(urls().answer, { connectMs: 1000, socketMs: 1000 })).toBe('socket-timeout');
      await undo();
      expect(await seen(urls().answer)).toBe('200');
    },
  );

  it('has an API whose name is not found, by Vonage or CloudFront', async () => {
    const undoPrimary = await emulator.hideApi('primary');
    const undoSecondary = await emulator.hideApi('secondary');
    expect(await seen(urls().answer)).toBe('invalid-url');
    expect(await seen(urls().fallback)).toBe('200 static');
    await undoPrimary();
    await undoSecondary();
    expect(await seen(urls().answer)).toBe('200');
    expect(await seen(urls().fallback)).toBe('200');
  });

  it('has a region whose distribution alone fails', async () => {
    const undo = await emulator.breakDistribution('secondary', 'tls-expired');
    expect(await seen(urls().fallback)).toBe('tls-fault');
    const { distribution } = emulator.description.primary;
    expect(await seen(distribution)).toBe('200');
    await undo();
    expect(await seen(urls().fallback)).toBe('200');
  });

  it('has functions whose clock is an hour ahead, and refuse what is an hour old', async () => {
    const undo = await emulator.setClockAhead('primary', 3_600_000);
    expect(await seen(urls().answer)).toBe('401');
    await undo();
    expect(await seen(urls().answer)).toBe('200');
    const undoAtStart = await emulator.setClockAhead('primary', 3_600_000);
    await emulator.recycle('primary', 'answer');
    expect(await seen(urls().answer)).toBe('401');
    await undoAtStart();
    expect(await seen(urls().answer)).toBe('200');
  });

  it('has a brown-out: by seed the same requests fail', async () => {
    const during = async (seed: number): Promise<string> => {
      const undo = await emulator.breakWithBrownOut('primary', { fails: 0.5, times: 2, seed });
      const all: string[] = [];
      for (let request = 0; request < 8; request += 1) all.push(await seen(urls().answer));
      await undo();
      return all.join(' ');
    };
    const first = await during(1);
    expect(new Set(first.split(' '))).toEqual(new Set(['200', '502']));
    expect(await during(1)).toBe(first);
    expect(await during(2)).not.toBe(first);
    expect(await seen(urls().answer)).toBe('200');
  });
});

test('an emulator without TLS refuses to have wrong certificates', async () => {
  const plain = await startEmulator({ assembly });
  try {
    await expect(plain.breakApi('primary', 'tls-expired')).rejects.toThrow(
      /Expected a listener with TLS on port \d+, for tls-expired; found plain HTTP/,
    );
    expect(plain.authority).toBeUndefined();
  } finally {
    await plain.stop();
  }
}, 60_000);
