import { rmSync } from 'node:fs';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { isServable } from '../../ncco/check-ncco.ts';
import { bearer, postSigned } from '../emulator/post-signed.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { exchangeRaw, openConnection, requestText } from './raw-exchange.ts';

let assembly: string;
let emulator: Emulator;
/** An unauthenticated caller's answer from a distribution: it is public. */
let announcement: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  emulator = await startEmulator({ assembly });
  // A cold start on a busy machine takes longer than the gateway waits.
  await emulator.warm('primary', 'answer', 4);
  await emulator.warm('secondary', 'fallback', 4);
  const response = await fetch(emulator.description.static['fallback'] ?? '');
  announcement = await response.text();
});
afterAll(async () => {
  await emulator.stop();
  rmSync(assembly, { recursive: true });
});

const CHUNKED = { 'Transfer-Encoding': 'chunked' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const DEEP = 100_000;
const MEGABYTE = 1024 * 1024;

const lengthOf = (body: string) => ({ 'Content-Length': String(Buffer.byteLength(body)) });
const answerUrl = (): string => emulator.description.primary.answer;
const distributionUrl = (): string => emulator.description.secondary.distribution;

/** What the platform signs: it knows the secret, so that what it says is parsed. */
function signed(body: string, headers: Readonly<Record<string, string>> = JSON_TYPE): string {
  const authorization = bearer(emulator.description.application, body);
  return requestText(
    answerUrl(),
    'POST',
    { ...headers, Authorization: authorization, ...lengthOf(body) },
    body,
  );
}

/** The next genuine caller is served by the primary, and the one after by the secondary's distribution. */
async function expectGenuineCallsServed(): Promise<void> {
  const atDistribution = fetch(`${distributionUrl()}?from=447700900002&conversation_uuid=CON-a`, {
    headers: { authorization: bearer(emulator.description.application, '') },
  });
  const [answered, distribution] = await Promise.all([
    postSigned(emulator, answerUrl(), { timeoutMs: 60_000 }),
    atDistribution,
  ]);
  const distributionText = await distribution.text();
  expect([answered.status, distribution.status]).toEqual([200, 200]);
  for (const text of [answered.text, distributionText]) expect(isServable(JSON.parse(text))).toBe(true);
}

const NCCO = [200];
const MALFORMED = [400];
/** What takes its time is cut off by a gateway whose machine is busy. */
const OR_TOO_SLOW = 502;

describe('a signed request with a body that means harm', () => {
  it.each<[string, () => string, readonly number[]]>([
    ['a hundred thousand lists', () => '['.repeat(DEEP) + ']'.repeat(DEEP), [...MALFORMED, OR_TOO_SLOW]],
    [
      'a hundred thousand objects',
      () => `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
      [...NCCO, OR_TOO_SLOW],
    ],
    ['objects without an end', () => '{"a":'.repeat(DEEP), [...MALFORMED, OR_TOO_SLOW]],
    ['the same name twice', () => '{"from":"447700900002","from":{"from":[]},"conversation_uuid":1}', NCCO],
    ['a huge number', () => `{"from":${'9'.repeat(10_000)},"duration":1e999}`, NCCO],
    ['names that objects have', () => '{"__proto__":{"from":1},"constructor":null,"toString":"a"}', NCCO],
    ['no JSON', () => 'from=447700900002&to=447700900000', MALFORMED],
    ['nothing', () => '', MALFORMED],
    ['a megabyte', () => `{"from":"447700900002","a":"${'a'.repeat(MEGABYTE)}"}`, [...NCCO, OR_TOO_SLOW]],
  ])('%s', async (_what, body, expected) => {
    const { statuses } = await exchangeRaw(answerUrl(), signed(body()));
    expect(statuses).toHaveLength(1);
    expect(expected).toContain(statuses[0]);
    await expectGenuineCallsServed();
  });

  it.each([
    'text/html',
    'application/xml',
    'multipart/form-data; boundary=a',
    'application/json; charset=utf-16',
    '🙂',
  ])('of the content type %s is read as what it is', async (type) => {
    const { statuses } = await exchangeRaw(
      answerUrl(),
      signed('{"from":"447700900002"}', { 'Content-Type': type }),
    );
    expect(statuses).toEqual(NCCO);
    await expectGenuineCallsServed();
  });
});

describe('an unauthenticated caller', () => {
  const bomb = (bytes: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: bytes / 1000 }, (_none, index) => [`x-${index}`, 'a'.repeat(990)]),
    );
  const body = (bytes: number): string => `{"a":"${'a'.repeat(bytes)}"}`;
  const post = (url: string, headers: Readonly<Record<string, string>>, text = ''): string =>
    requestText(url, 'POST', { ...JSON_TYPE, ...headers }, text);

  /** At the API, and at the distribution. A connection that HTTP has no answer for may be closed without a word. */
  it.each<[string, (url: string) => string, readonly number[], 'is answered' | 'may be cut off']>([
    [
      'sends 11,000 bytes of headers',
      (url) => post(url, { ...bomb(11_000), ...lengthOf('') }),
      [400, 200],
      'is answered',
    ],
    ['sends a megabyte of headers', (url) => post(url, bomb(MEGABYTE)), [400, 431], 'may be cut off'],
    [
      'sends 11 megabytes',
      (url) => post(url, lengthOf(body(11 * MEGABYTE)), body(11 * MEGABYTE)),
      [400, 200],
      'may be cut off',
    ],
    ['sends chunks that are none', (url) => post(url, CHUNKED, 'ZZ\r\n{}\r\n'), [400], 'may be cut off'],
    [
      'hides a request in another',
      (url) => post(url, { ...CHUNKED, 'Content-Length': '4' }, `0\r\n\r\n${requestText(url, 'POST', {})}`),
      [400],
      'may be cut off',
    ],
    [
      'names two lengths',
      (url) => post(url, { 'Content-Length': '1', 'content-length': '2' }, '{}'),
      [400],
      'may be cut off',
    ],
    ['sends a header line that is none', (url) => post(url, { 'a b': 'c' }), [400], 'may be cut off'],
    ['speaks no HTTP', () => '\0\x01\x02GET\r\n\r\n', [400], 'may be cut off'],
    ['speaks HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400], 'may be cut off'],
    [
      'wants a tunnel',
      (url) => `CONNECT ${new URL(url).host} HTTP/1.1\r\nHost: a\r\n\r\n`,
      [400],
      'may be cut off',
    ],
    [
      'wants a WebSocket',
      (url) => requestText(url, 'GET', { Connection: 'Upgrade', Upgrade: 'websocket' }),
      [403, 200],
      'is answered',
    ],
    [
      'walks up',
      (url) => requestText(`${new URL(url).origin}/live/..%2f..%2fetc/passwd`, 'GET', {}),
      [403, 200],
      'is answered',
    ],
  ])('who %s gets nothing, and no other caller is affected', async (_what, bytes, statuses, then) => {
    for (const url of [answerUrl(), distributionUrl()]) {
      const found = await exchangeRaw(url, bytes(url));
      if (then === 'is answered') expect(found.statuses).toHaveLength(1);
      for (const status of found.statuses) expect(statuses).toContain(status);
      // Whatever is 200 is the announcement at the distribution.
      if (url === answerUrl()) expect(found.statuses).not.toContain(200);
      if (found.statuses.includes(200)) expect(found.text).toContain(announcement);
    }
    await expectGenuineCallsServed();
  });

  it.each(['ends', 'resets'] as const)('who %s in the middle of a body is no trouble', async (then) => {
    for (const url of [answerUrl(), distributionUrl()]) {
      const found = await exchangeRaw(url, post(url, { 'Content-Length': '1000' }, '{"from"'), { then });
      expect(found.statuses.filter((status) => status === 200)).toEqual([]);
    }
    await expectGenuineCallsServed();
  });

  it('who sends requests one behind the other is answered in turn, the genuine one among them', async () => {
    const forged = requestText(
      answerUrl(),
      'POST',
      { Connection: 'keep-alive', ...JSON_TYPE, ...lengthOf('{}') },
      '{}',
    );
    const genuine = signed('{"from":"447700900002"}', { ...JSON_TYPE, Connection: 'keep-alive' });
    const { statuses } = await exchangeRaw(answerUrl(), forged + genuine + forged, { responses: 3 });
    expect(statuses).toEqual([503, 200, 503]);
    await expectGenuineCallsServed();
  });

  it('who holds two hundred connections with a byte each keeps no other caller out', async () => {
    const urls = [answerUrl(), distributionUrl()];
    const held = await Promise.all(
      Array.from({ length: 200 }, async (_none, index) => {
        const url = urls[index % urls.length] ?? '';
        const socket = await openConnection(url);
        const text = post(url, { 'Content-Length': '1000' }, '{');
        // Half of them do not even come to the end of their headers.
        socket.write(index % 4 < 2 ? text : text.slice(0, 40));
        return socket;
      }),
    );
    await expectGenuineCallsServed();
    for (const socket of held) socket.write('"');
    await expectGenuineCallsServed();
    for (const socket of held) socket.destroy();
    await expectGenuineCallsServed();
  });
});
