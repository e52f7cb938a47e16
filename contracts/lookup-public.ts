import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** A host that has no address of the internet. */
export class NotPublicError extends Error {
  override readonly name = 'NotPublicError';
  readonly code = 'ENOTPUBLIC';

  constructor(host: string) {
    super(`${host} has no public address`);
  }
}

/**
 * `lookup` of node:net: what it returns is what is connected to, so that a name that resolves otherwise a moment later cannot lead elsewhere. It is
 * not called for a host that is an IP address (`isPublicHost`).
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  // As a member, so that the emulator of a function's environment can answer in its place.
  dns.lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '');
    const [first, ...more] = found.filter(({ address }) => isPublicAddress(address));
    if (first === undefined) return callback(new NotPublicError(hostname), '');
    if (options.all === true) callback(null, [first, ...more]);
    else callback(null, first.address, first.family);
  });
};
