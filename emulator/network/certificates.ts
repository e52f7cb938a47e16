import { generate } from 'selfsigned';
import type { TlsFault } from '../emulator.ts';

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
 * @param validUntil default: in a year
 */
export const createCertificate = (
  hosts: readonly [string, ...(readonly string[])],
  authority?: Certificate,
  validUntil?: Date,
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
    validUntil,
  );

/** RFC 5280, 4.2.1.6. */
const DNS_NAME = 2;

type Extensions = NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>;

const DAY_MS = 86_400_000;

async function issue(
  commonName: string,
  extensions: Extensions,
  ca?: Certificate,
  validUntil?: Date,
): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions,
    ...(ca === undefined ? {} : { ca }),
    ...(validUntil !== undefined && {
      notBeforeDate: new Date(validUntil.getTime() - DAY_MS),
      notAfterDate: validUntil,
    }),
  });
  return { cert, key };
}

/** A host's certificates: the one that clients take, and those that they refuse. */
export interface HostCertificates {
  readonly good: Certificate;
  readonly bad: Readonly<Record<TlsFault, Certificate>>;
}

const SOMEBODY_ELSES = 'another-host.example.com';

/**
 * Certificates for these names, all but the self-signed one of this authority.
 * @param hosts at least one
 */
export async function createHostCertificates(
  hosts: readonly [string, ...(readonly string[])],
  authority: Certificate,
): Promise<HostCertificates> {
  const yesterday = new Date(Date.now() - DAY_MS);
  const [good, expired, selfSigned, wrongName] = await Promise.all([
    createCertificate(hosts, authority),
    createCertificate(hosts, authority, yesterday),
    createCertificate(hosts),
    createCertificate([SOMEBODY_ELSES], authority),
  ]);
  return {
    good,
    bad: { 'tls-expired': expired, 'tls-self-signed': selfSigned, 'tls-wrong-name': wrongName },
  };
}
