import { BlockList, isIP } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { transform } from 'esbuild';
import fc from 'fast-check';
import { distributionFunctionCode, OUTSIDE_PATH } from '../../../infra/ip-ranges/distribution-function.ts';
import { FALLBACK_DIRECT, ROUTES } from '../../../contracts/routes.ts';

const RANGES = ['216.147.0.0/18', '8.8.8.8/32', '2606:4700::/33', '2a00:1450:4001:81b::200e/128'];

interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
}
type Handler = (event: unknown) => EdgeRequest;

/** The function as an edge has it: a global function, and nothing around it. */
const load = (refuses: boolean, ranges: readonly string[] = RANGES): Handler => {
  const context = createContext(Object.create(null) as object);
  runInContext(`'use strict';${distributionFunctionCode({ ranges, refuses })}`, context);
  return runInContext('handler', context) as Handler;
};

const ask = (handler: Handler, ip: unknown, headers: EdgeRequest['headers'] = {}): EdgeRequest =>
  handler({
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip },
    request: { method: 'GET', uri: '/fallback', querystring: {}, headers: { ...headers }, cookies: {} },
  });

const refusing = load(true);
const isInside = (ip: unknown, handler = refusing): boolean => ask(handler, ip).uri === '/fallback';

describe('the function of the distribution', () => {
  it.each([
    '216.147.0.0',
    '216.147.63.255',
    '216.147.17.4',
    '8.8.8.8',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '::FFFF:8.8.8.8',
    '0:0:0:0:0:ffff:8.8.8.8',
    '0000:0000:0000:0000:0000:ffff:0808:0808',
    '2606:4700::',
    '2606:4700:7fff:ffff:ffff:ffff:ffff:ffff',
    '2606:4700:0:0::1',
    '2606:4700:0:0:0:0:0.0.0.1',
    '2606:4700:1:2:3:4:5:6',
    '2606:4700:1:2:3:4:5::',
    '2606:4700::1:2:3:4:5',
    '2a00:1450:4001:81b::200e',
    '2A00:1450:4001:081B:0:0:0:200E',
  ])('lets %s through, as it came', (ip) => {
    expect(ask(refusing, ip, { authorization: { value: 'Bearer a.b.c' } })).toEqual({
      method: 'GET',
      uri: '/fallback',
      querystring: {},
      headers: { authorization: { value: 'Bearer a.b.c' } },
      cookies: {},
    });
  });

  it.each([
    '216.146.255.255',
    '216.147.64.0',
    '8.8.8.7',
    '8.8.8.9',
    '127.0.0.1',
    '::',
    '::1',
    '::8.8.8.8',
    '::ffff:0:808:808',
    '64:ff9b::8.8.8.8',
    '::ffff:8.8.8.9',
    '2606:46ff:ffff:ffff:ffff:ffff:ffff:ffff',
    '2606:4700:8000::',
    '2a00:1450:4001:81b::200d',
    '2a00:1450:4001:81b::200f',
  ])('sends %s, which is outside, to a path that no route has', (ip) => {
    expect(ask(refusing, ip).uri).toBe(OUTSIDE_PATH);
    expect(ROUTES.map(({ name }) => `/${name}`)).not.toContain(OUTSIDE_PATH);
    expect(`/${FALLBACK_DIRECT}`).not.toBe(OUTSIDE_PATH);
    expect(OUTSIDE_PATH.startsWith('/static/')).toBe(false);
  });

  it.each([
    ['octal', '010.8.8.8'],
    ['what may be octal', '8.8.8.08'],
    ['a byte too large', '216.147.0.256'],
    ['three bytes', '8.8.8'],
    ['five bytes', '8.8.8.8.8'],
    ['a port', '8.8.8.8:443'],
    ['a space', ' 8.8.8.8'],
    ['a line more', '8.8.8.8\n'],
    ['two gaps', '2606:4700::1::2'],
    ['two gaps after eight groups', '2606:4700:1:2:3:4:5:6::7::8'],
    ['a gap of nothing', '2606:4700:1:2:3:4::5:6'],
    ['nine groups', '2606:4700:1:2:3:4:5:6:7'],
    ['seven groups', '2606:4700:1:2:3:4:5'],
    ['a long group', '2606:4700::00001'],
    ['a zone', '2606:4700::1%eth0'],
    ['an end that is no IPv4 address', '2606:4700::8.8.8'],
    ['dots in the middle', '2606:4700:8.8.8.8::'],
    ['nothing but colons', ':::'],
    ['a network', '8.8.8.8/32'],
    ['two addresses', '8.8.8.8, 8.8.8.8'],
    ['no text', ''],
    ['a number', 134744072],
    ['nothing', undefined],
    ['null', null],
    ['a list', [8, 8, 8, 8]],
  ])('takes %s for outside', (_case, ip) => {
    expect(isInside(ip)).toBe(false);
  });

  it('looks at the connection alone, whatever the headers say', () => {
    const spoofed = Object.fromEntries(
      [
        'x-forwarded-for',
        'forwarded',
        'x-real-ip',
        'true-client-ip',
        'cloudfront-viewer-address',
        'x-source-verdict',
      ].map((name) => [name, { value: '8.8.8.8' }]),
    );
    expect(ask(refusing, '9.9.9.9', spoofed).uri).toBe(OUTSIDE_PATH);
  });

  it.each(['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'])('refuses %s as well', (method) => {
    const request = { method, uri: '/health', headers: {} };
    expect(refusing({ viewer: { ip: '9.9.9.9' }, request }).uri).toBe(OUTSIDE_PATH);
  });

  it('marks and lets through, when it only counts', () => {
    const counting = load(false);
    expect(ask(counting, '8.8.8.8')).toMatchObject({
      uri: '/fallback',
      headers: { 'x-source-verdict': { value: 'inside' } },
    });
    expect(ask(counting, '2606:4700:8000::1')).toMatchObject({
      uri: '/fallback',
      headers: { 'x-source-verdict': { value: 'outside 2606:4700:8000::1' } },
    });
  });

  it('overwrites the mark that a viewer brings', () => {
    const request = ask(load(false), '9.9.9.9', { 'x-source-verdict': { value: 'inside' } });
    expect(request.headers['x-source-verdict']).toEqual({ value: 'outside 9.9.9.9' });
  });

  it('agrees with the BlockList of Node for any ranges and addresses, at their edges too', () => {
    const bits = (size: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(size)) - 1n });
    const block4 = fc.record({
      family: fc.constant(4 as const),
      address: bits(32),
      prefix: fc.integer({ min: 1, max: 32 }),
    });
    // As in every list: of public addresses only, and so without IPv4-mapped ones.
    const block6 = fc.record({
      family: fc.constant(6 as const),
      address: bits(125).map((address) => address | (1n << 125n)),
      prefix: fc.integer({ min: 3, max: 128 }),
    });
    const range = fc.oneof(block4, block6);
    let insideCount = 0;
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), bits(128), (blocks, other) => {
        const list = new BlockList();
        const cidrs = blocks.map(({ family, address, prefix }) => {
          const hosts = (1n << BigInt((family === 4 ? 32 : 128) - prefix)) - 1n;
          const first = address & ~hosts;
          list.addSubnet(textOf(family, first), prefix, family === 4 ? 'ipv4' : 'ipv6');
          return { text: `${canonical(family, first)}/${prefix}`, family, first, last: first | hosts };
        });
        const handler = load(
          true,
          cidrs.map(({ text }) => text),
        );
        const addresses = cidrs.flatMap(({ family, first, last }) =>
          [first - 1n, first, (first + last) / 2n, last, last + 1n]
            .filter((address) => address >= 0n && address < 1n << BigInt(family === 4 ? 32 : 128))
            .flatMap((address) => spellings(family, address)),
        );
        for (const ip of [...addresses, ...spellings(6, other), ...spellings(4, other & 0xffffffffn)]) {
          const expected = list.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');
          if (expected) insideCount++;
          if (isInside(ip, handler) !== expected) throw new Error(`${ip} of ${cidrs.map((c) => c.text)}`);
        }
      }),
      { numRuns: 300 },
    );
    expect(insideCount).toBeGreaterThan(1000);
  });

  it('never throws, whatever it takes for an address', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{0,45}$/)),
        (ip) => {
          const list = new BlockList();
          list.addSubnet('216.147.0.0', 18, 'ipv4');
          list.addSubnet('8.8.8.8', 32, 'ipv4');
          list.addSubnet('2606:4700::', 33, 'ipv6');
          list.addSubnet('2a00:1450:4001:81b::200e', 128, 'ipv6');
          const family = isIP(ip);
          const expected =
            family !== 0 && !ip.includes('%') && list.check(ip, family === 4 ? 'ipv4' : 'ipv6');
          expect(isInside(ip)).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('its code', () => {
  it('is what JavaScript runtime 2.0 knows: ES 5.1, const, let, arrows and templates; no module', async () => {
    const code = distributionFunctionCode({ ranges: RANGES, refuses: true });
    const options = { charset: 'utf8', legalComments: 'none' } as const;
    const supported = { 'const-and-let': true, arrow: true, 'template-literal': true };
    const lowered = await transform(code, { ...options, target: 'es5', supported });
    expect(lowered.code).toBe((await transform(code, options)).code);
    expect(code).not.toMatch(/\b(?:require|import|eval|Function|setTimeout|for\s*\(.*\bof)\b/);
  });

  it('has room for eighty ranges, and says how many bytes there are when it has none left', () => {
    const ranges = (count: number) => Array.from({ length: count }, (_, index) => `8.8.${index}.0/24`);
    const code = distributionFunctionCode({ ranges: ranges(80), refuses: true });
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(10_240);
    expect(() => distributionFunctionCode({ ranges: ranges(140), refuses: true })).toThrow(
      /expected fewer or larger blocks: at most 10240 bytes of CloudFront function, found \d+ bytes/,
    );
  });
});

const canonical = (family: 4 | 6, address: bigint): string =>
  family === 4 ? textOf(4, address) : new URL(`http://[${textOf(6, address)}]`).hostname.slice(1, -1);

/** Every part written out. */
function textOf(family: 4 | 6, address: bigint): string {
  const [count, size, radix, separator] = family === 4 ? [4, 8n, 10, '.'] : [8, 16n, 16, ':'];
  return Array.from({ length: count as number }, (_, index) =>
    (
      (address >> ((size as bigint) * BigInt((count as number) - 1 - index))) &
      ((1n << (size as bigint)) - 1n)
    ).toString(radix as number),
  ).join(separator as string);
}

/** The ways that one address is written. */
function spellings(family: 4 | 6, address: bigint): readonly string[] {
  const text = textOf(family, address);
  if (family === 4) return [text, `::ffff:${text}`, canonical(6, (0xffffn << 32n) | address)];
  return [text, text.toUpperCase(), canonical(6, address)];
}
