import { BlockList } from 'node:net';
import type { Socket } from 'node:net';
import { readRangeFile } from '../../../contracts/ip-ranges/range-file.ts';
import {
  CLOUDFRONT_ADDRESS,
  EDGE_LOOPBACK,
  VONAGE_ADDRESS,
  canComeFrom,
  sourceAddress,
  sourceAddresses,
} from '../../../emulator/network/source-addresses.ts';

const from = (remoteAddress?: string) => ({ remoteAddress }) as Socket;

describe('the address that a connection stands for', () => {
  const addresses = sourceAddresses({ '127.0.7.1': '203.0.113.9', '127.0.7.2': '2001:db8::9' });

  it.each([
    ['127.0.7.1', '203.0.113.9'],
    ['127.0.7.2', '2001:db8::9'],
    [EDGE_LOOPBACK, CLOUDFRONT_ADDRESS],
    ['127.0.0.1', VONAGE_ADDRESS],
    ['127.0.7.3', VONAGE_ADDRESS],
    [undefined, VONAGE_ADDRESS],
  ])('%s: %s', (loopback, address) => {
    expect(sourceAddress(addresses, from(loopback))).toBe(address);
  });

  it('can be given to clients without one', () => {
    const outsiders = sourceAddresses({ '127.0.0.1': '203.0.113.9' });
    expect(sourceAddress(outsiders, from('127.0.0.1'))).toBe('203.0.113.9');
  });

  it.each([
    ['192.0.2.1', '203.0.113.9', 'Expected 127.x.y.z before "=", where the connection comes from; found 192'],
    ['127.1', '203.0.113.9', 'Expected 127.x.y.z before "="'],
    ['::1', '203.0.113.9', 'Expected 127.x.y.z before "="'],
    ['127.0.7.1', '203.0.113.0/24', 'Expected an IPv4 or IPv6 address after "=", the one that it stands for'],
    ['127.0.7.1', 'vonage', 'Expected an IPv4 or IPv6 address after "="'],
    [EDGE_LOOPBACK, '203.0.113.9', `Expected another address than ${EDGE_LOOPBACK}, CloudFront's own`],
  ])('%s=%s is refused', (loopback, address, message) => {
    expect(() => sourceAddresses({ [loopback]: address })).toThrow(message);
  });
});

/** If this fails, Vonage calls from other addresses now: name one of them in source-addresses.ts. */
it("a client without another address counts as one in the file of Vonage's ranges, and CloudFront does not", () => {
  const ranges = new BlockList();
  for (const { cidr } of readRangeFile().ranges) {
    const [network = '', prefix] = cidr.split('/');
    if (!network.includes(':')) ranges.addSubnet(network, Number(prefix));
  }
  expect(ranges.check(VONAGE_ADDRESS)).toBe(true);
  expect(ranges.check(CLOUDFRONT_ADDRESS)).toBe(false);
});

it('knows from which addresses this machine can connect', async () => {
  expect(await canComeFrom('127.0.0.1')).toBe(true);
  expect(await canComeFrom('192.0.2.1')).toBe(false);
});
