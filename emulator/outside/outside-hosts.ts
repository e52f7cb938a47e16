/**
 * Hosts outside AWS that functions ask over https, on loopback. Everything else outside is not there: other names are not found, and other
 * addresses not reached.
 */
export interface OutsideHosts {
  /** Name → port on 127.0.0.1, of a server with a certificate for that name. */
  readonly ports: Readonly<Record<string, number>>;
  /** PEM file of the authority that their certificates are of; functions trust it besides the usual ones (NODE_EXTRA_CA_CERTS). */
  readonly authorityFile?: string | undefined;
}

/** What functions find outside AWS: these hosts, or what this machine's own network has. */
export type OutsideNetwork = OutsideHosts | 'real';

export const NOTHING_OUTSIDE: OutsideHosts = { ports: {} };
