import { BlockList, isIP } from 'node:net';

/** Whether it is an address, or a block of them (`192.0.2.0/24`, `2001:db8::/32`). */
export function isAddressOrBlock(text: string): boolean {
  const [network = '', prefix, ...more] = text.split('/');
  const family = isIP(network);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** @param ranges addresses and blocks; an IPv4 address is in no IPv6 block, nor the other way round */
export function addressList(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    if (prefix === undefined) list.addAddress(network, familyOf(network));
    else list.addSubnet(network, Number(prefix), familyOf(network));
  }
  return (address) => list.check(address, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
