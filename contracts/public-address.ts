import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the internet (IANA's special-purpose registries, RFC 6890). The documentation networks are not among them: nothing is
 * there, and the drill uses one.
 */
const IPV4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // The credentials of EC2 and ECS, among others.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const IPV6: readonly (readonly [network: string, prefix: number])[] = [
  // Unspecified, loopback, and IPv4 written so until 2006.
  ['::', 96],
  ['100::', 64],
  // Tunnels to IPv4: Teredo and 6to4.
  ['2001::', 32],
  ['2002::', 16],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
/** IPv4 in IPv6: mapped (RFC 4291), and by NAT64 (RFC 6052). */
const IPV4_IN_IPV6 = ['::ffff:', '64:ff9b::'];

const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of IPV4) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
  for (const before of IPV4_IN_IPV6) NOT_PUBLIC.addSubnet(`${before}${network}`, 96 + prefix, 'ipv6');
}
for (const [network, prefix] of IPV6) NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address is one of the internet; false for a text that is none. */
export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  return family !== 0 && !NOT_PUBLIC.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** False for a URL's host that is an address and not public; a name is looked at when it is resolved. */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isPublicAddress(host);
}

/** As far as a URL's host says: no private address, and no name of a local network. */
export const mayBePublic = (hostname: string): boolean =>
  isPublicHost(hostname) && !/(^|\.)(localhost|local|internal)$/i.test(hostname);
