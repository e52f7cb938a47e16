import dns, { type LookupAddress } from 'node:dns';
import { jest } from '@jest/globals';
import { createAsk } from '../../../functions/forward/ask.ts';
import { isPublicAddress, isPublicHost } from '../../../contracts/public-address.ts';
import { lookupPublic } from '../../../contracts/lookup-public.ts';

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.0.0.8',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '::ffff:a00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'no address',
  '',
];
const PUBLIC = [
  '8.8.8.8',
  '203.0.113.9',
  '172.32.0.1',
  '100.128.0.1',
  '192.0.2.1',
  '2606:4700::1111',
  '2001:db8::1',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
];

test.each(PRIVATE)('%s is no public address', (address) => expect(isPublicAddress(address)).toBe(false));
test.each(PUBLIC)('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));

test.each(['127.1', '0x7f.0.0.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254'])(
  'https://%s/ is not asked',
  async (host) => {
    expect(isPublicHost(new URL(`https://${host}/`).hostname)).toBe(false);
    const callback = { method: 'POST', headers: {}, body: Buffer.from('{}'), query: [] };
    expect(await createAsk()(callback, `https://${host}/webhooks/answer`, 500)).toMatchObject({
      kind: 'failed',
      failure: 'unreachable',
    });
  },
);

/** What the resolver answers, one after the other. */
function resolving(...answers: readonly (readonly string[])[]) {
  const left = [...answers];
  return jest.spyOn(dns, 'lookup').mockImplementation(((
    _host: string,
    _options: unknown,
    done: (error: null, found: LookupAddress[]) => void,
  ) => {
    const found = (left.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    setImmediate(() => done(null, found));
  }) as unknown as typeof dns.lookup);
}
afterEach(() => jest.restoreAllMocks());

const resolved = (all: boolean): Promise<unknown> =>
  new Promise((resolve) =>
    lookupPublic('voice.example.com', { all }, (error, found) => resolve(error?.message ?? found)),
  );

test('of several addresses the public ones are connected to', async () => {
  resolving(['10.0.0.1', '203.0.113.9', '::1'], ['10.0.0.1', '203.0.113.9']);
  expect(await resolved(true)).toEqual([{ address: '203.0.113.9', family: 4 }]);
  expect(await resolved(false)).toBe('203.0.113.9');
});

test('a name that resolves to a public address once and to a private one then is refused: nothing is resolved beside', async () => {
  const lookup = resolving(['203.0.113.9'], ['127.0.0.1'], ['127.0.0.1']);
  expect(await resolved(true)).toHaveLength(1);
  expect(await resolved(true)).toBe('voice.example.com has no public address');
  const callback = { method: 'POST', headers: {}, body: Buffer.from('{}'), query: [] };
  expect(await createAsk()(callback, 'https://voice.example.com/', 500)).toMatchObject({
    failure: 'unreachable',
    problem: 'ENOTPUBLIC: voice.example.com has no public address',
  });
  expect(lookup).toHaveBeenCalledTimes(3);
});
