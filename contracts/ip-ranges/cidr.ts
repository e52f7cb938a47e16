import { isIPv6 } from 'node:net';

/** A block of addresses, as whole numbers. */
export interface Cidr {
  /** Canonical: `216.147.0.0/18`, `2001:db8::/32`. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

export type ParsedCidr =
  { readonly ok: true; readonly cidr: Cidr } | { readonly ok: false; readonly expected: string };

const EXPECTED = 'a CIDR block, like "216.147.0.0/18" or "2600:1f18::/36"';

/**
 * Reads a block strictly. It refuses forms that other parsers may read as different addresses (octal, missing parts, host
 * bits, a zone, white space).
 */
export function parseCidr(text: string): ParsedCidr {
  const [, address = '', digits = ''] = /^([0-9A-Fa-f.:]+)\/(0|[1-9][0-9]{0,2})$/.exec(text) ?? [];
  const number = addressOf(address);
  if (number === undefined) return { ok: false, expected: EXPECTED };
  const { family, value } = number;
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(digits);
  if (prefix > bits) return { ok: false, expected: `a prefix length of at most ${bits}` };
  const hosts = (1n << BigInt(bits - prefix)) - 1n;
  const first = value & ~hosts;
  const canonical = `${textOf(family, first)}/${prefix}`;
  if (first !== value) return { ok: false, expected: `the block's first address, ${canonical}` };
  return { ok: true, cidr: { text: canonical, family, prefix, first, last: first | hosts } };
}

function addressOf(text: string): { readonly family: 4 | 6; readonly value: bigint } | undefined {
  const four = dotted(text);
  if (four !== undefined) return { family: 4, value: four };
  return isIPv6(text) ? { family: 6, value: valueOfIPv6(text) } : undefined;
}

/** Four decimal numbers. A leading zero is octal to some readers and decimal to others. */
function dotted(text: string): bigint | undefined {
  const parts = text.split('.');
  const isByte = (part: string): boolean => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255;
  if (parts.length !== 4 || !parts.every(isByte)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** @param text an IPv6 address, with `::` or a dotted end or without */
function valueOfIPv6(text: string): bigint {
  const groups = (side: string): readonly bigint[] =>
    side === ''
      ? []
      : side.split(':').flatMap((group) => {
          const four = dotted(group);
          return four === undefined ? [BigInt(`0x${group}`)] : [four >> 16n, four & 0xffffn];
        });
  const [before = '', after] = text.split('::');
  const left = groups(before);
  const right = after === undefined ? [] : groups(after);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => 0n);
  return [...left, ...zeros, ...right].reduce((value, group) => (value << 16n) | group, 0n);
}

function textOf(family: 4 | 6, value: bigint): string {
  const size = family === 4 ? 8n : 16n;
  const count = family === 4 ? 4 : 8;
  const parts = Array.from({ length: count }, (_part, index) => {
    const part = (value >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n);
    return part.toString(family === 4 ? 10 : 16);
  });
  // The WHATWG URL parser writes the shortest form of an IPv6 address (RFC 5952).
  return family === 4 ? parts.join('.') : new URL(`http://[${parts.join(':')}]`).hostname.slice(1, -1);
}
