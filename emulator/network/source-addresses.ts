import { createServer, isIP } from 'node:net';
import type { Socket } from 'node:net';

/**
 * Loopback address that a connection comes from → the address that it stands for. Loopback has many: who wants to be
 * somebody binds one of them before connecting.
 */
export type SourceAddresses = Readonly<Record<string, string>>;

/**
 * Whom a connection stands for that has no other address: the simulated platform, curl, a tunnel. In the range that is
 * certain to be Vonage's (216.147.0.0/18, article 11703629696412 of its support).
 */
export const VONAGE_ADDRESS = '216.147.0.1';

/** The loopback address of the edge's requests to origins, and the CloudFront address that it represents. */
export const EDGE_LOOPBACK = '127.0.0.2';
export const CLOUDFRONT_ADDRESS = '130.176.0.1';

/** The address that the other end stands for. */
export const sourceAddress = (addresses: SourceAddresses, { remoteAddress = '' }: Socket): string =>
  addresses[remoteAddress] ?? VONAGE_ADDRESS;

/**
 * What the test names, and the edge's own.
 * @throws for what is no loopback address, no address, or the edge's
 */
export function sourceAddresses(named: SourceAddresses): SourceAddresses {
  for (const [loopback, address] of Object.entries(named)) {
    const given = `${loopback}=${address}`;
    if (isIP(loopback) !== 4 || !loopback.startsWith('127.'))
      throw new Error(`Expected 127.x.y.z before "=", where the connection comes from; found ${given}.`);
    if (isIP(address) === 0)
      throw new Error(
        `Expected an IPv4 or IPv6 address after "=", the one that it stands for; found ${given}.`,
      );
    if (loopback === EDGE_LOOPBACK)
      throw new Error(`Expected another address than ${EDGE_LOOPBACK}, CloudFront's own; found ${given}.`);
  }
  return { ...named, [EDGE_LOOPBACK]: CLOUDFRONT_ADDRESS };
}

/**
 * Whether this machine can open a connection from that address: Linux has all of 127.0.0.0/8, macOS only 127.0.0.1
 * until an alias is added (`ifconfig lo0 alias`).
 */
export const canComeFrom = (loopback: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port: 0, host: loopback }, () => server.close(() => resolve(true)));
  });
