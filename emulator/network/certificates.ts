import { generate } from 'selfsigned';

/** A certificate and its private key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A new certificate authority. Only processes that are given its certificate trust it (NODE_EXTRA_CA_CERTS, or `ca` of node:tls). */
export const createAuthority = (): Promise<Certificate> =>
  issue('vonage-voice-failover emulator', [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ]);

/**
 * A server's certificate.
 * @param hosts names, at least one
 * @param authority undefined: signed by itself
 */
export const createCertificate = (
  hosts: readonly [string, ...(readonly string[])],
  authority?: Certificate,
): Promise<Certificate> =>
  issue(
    hosts[0],
    [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: DNS_NAME, value })) },
    ],
    authority,
  );

/** RFC 5280, 4.2.1.6. */
const DNS_NAME = 2;

type Extensions = NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>;

async function issue(commonName: string, extensions: Extensions, ca?: Certificate): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions,
    ...(ca === undefined ? {} : { ca }),
  });
  return { cert, key };
}
