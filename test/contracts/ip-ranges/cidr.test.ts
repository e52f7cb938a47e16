import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { parseCidr } from '../../../contracts/ip-ranges/cidr.ts';

const textOf = (text: string): string => {
  const parsed = parseCidr(text);
  return parsed.ok ? parsed.cidr.text : `expected ${parsed.expected}`;
};

describe('parseCidr', () => {
  it.each([
    ['216.147.0.0/18', 4, 18, 0xd8930000n, 0xd8933fffn],
    ['0.0.0.0/0', 4, 0, 0n, 0xffffffffn],
    ['255.255.255.255/32', 4, 32, 0xffffffffn, 0xffffffffn],
    ['::/0', 6, 0, 0n, (1n << 128n) - 1n],
    ['2001:db8::/32', 6, 32, 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
    ['::ffff:1.2.3.4/128', 6, 128, 0xffff01020304n, 0xffff01020304n],
    ['1::8/128', 6, 128, (1n << 112n) + 8n, (1n << 112n) + 8n],
    ['1:2:3:4:5:6:7:8/128', 6, 128, 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
  ])('%s', (text, family, prefix, first, last) => {
    expect(parseCidr(text)).toMatchObject({ ok: true, cidr: { family, prefix, first, last } });
  });

  it.each([
    ['2600:1F18:0000::/36', '2600:1f18::/36'],
    ['2600:0:0:1::/64', '2600:0:0:1::/64'],
    ['1.2.3.4/32', '1.2.3.4/32'],
  ])('writes %s as %s', (text, canonical) => {
    expect(textOf(text)).toBe(canonical);
  });

  it.each([
    ...['', '/', '1.2.3.4', '1.2.3.4/', '1.2.3/24', '1.2.3.4.5/32', '1.2.3.4/-1', '1.2.3.4/+8', '1.2.3.4/08'],
    ...[
      '010.0.0.0/8',
      '1.2.3.04/32',
      '256.0.0.0/8',
      '1.2.3.4/3 2',
      ' 1.2.3.4/32',
      '1.2.3.4/32\n',
      '0x1.0.0.0/8',
    ],
    ...['16909060/32', '1.2.3.4/32/32', '１.2.3.4/32', 'fe80::1%eth0/128', '::1::/128', '1:2:3/48', ':::/0'],
    ...[
      '1:2:3:4:5:6:7:8:9/128',
      '12345::/16',
      'g::/16',
      '::1.2.3/128',
      '::1.2.3.04/128',
      'localhost/8',
      '::',
    ],
  ])('refuses %j', (text) => {
    expect(textOf(text)).toMatch(/^expected a CIDR block/);
  });

  it.each([
    ['1.2.3.4/33', 'expected a prefix length of at most 32'],
    ['::/129', 'expected a prefix length of at most 128'],
    ['216.147.0.1/18', "expected the block's first address, 216.147.0.0/18"],
    ['2001:db8::1/32', "expected the block's first address, 2001:db8::/32"],
  ])('refuses %s: %s', (text, expected) => {
    expect(textOf(text)).toBe(expected);
  });

  it('reads back what it writes, and it is an address of that family', () => {
    const block = fc
      .tuple(fc.constantFrom(4 as const, 6 as const), fc.bigInt(0n, (1n << 128n) - 1n), fc.nat(128))
      .map(([family, value, length]) => {
        const bits = family === 4 ? 32 : 128;
        const prefix = length % (bits + 1);
        const shift = BigInt(bits - prefix);
        return { family, prefix, first: ((value & ((1n << BigInt(bits)) - 1n)) >> shift) << shift };
      });
    fc.assert(
      fc.property(block, ({ family, prefix, first }) => {
        const size = family === 4 ? 8 : 16;
        const digits = first.toString(2).padStart(family === 4 ? 32 : 128, '0');
        const parts = digits.match(new RegExp(`.{${size}}`, 'g')) ?? [];
        const address = parts
          .map((part) => Number.parseInt(part, 2).toString(family === 4 ? 10 : 16))
          .join(family === 4 ? '.' : ':');
        const parsed = parseCidr(`${address}/${prefix}`);
        expect(parsed).toMatchObject({ ok: true, cidr: { family, prefix, first } });
        if (!parsed.ok) return;
        const [written = ''] = parsed.cidr.text.split('/');
        expect(family === 4 ? isIPv4(written) : isIPv6(written)).toBe(true);
        expect(parseCidr(parsed.cidr.text)).toEqual(parsed);
      }),
    );
  });
});
