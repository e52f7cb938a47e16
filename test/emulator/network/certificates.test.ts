import { type AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import {
  type Certificate,
  createAuthority,
  createCertificate,
} from '../../../emulator/network/certificates.ts';

const HOST = 'voice.example.com';

/** The error that a client meets who trusts this authority alone; undefined: none. */
async function errorOf(server: Certificate, trusted: Certificate, host = HOST): Promise<string | undefined> {
  const listener = createServer(server, (socket) => socket.on('error', () => undefined).end());
  listener.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  try {
    return await new Promise<string | undefined>((resolve) => {
      const client: TLSSocket = connect(
        { port, host: '127.0.0.1', servername: host, ca: trusted.cert },
        () => {
          client.destroy();
          resolve(undefined);
        },
      );
      client.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    });
  } finally {
    listener.close();
  }
}

test('a client that trusts the authority trusts its certificates, for their names', async () => {
  const authority = await createAuthority();
  const server = await createCertificate([HOST, 'other.example.com'], authority);
  expect(await errorOf(server, authority)).toBeUndefined();
  expect(await errorOf(server, authority, 'other.example.com')).toBeUndefined();
  expect(await errorOf(server, authority, 'another.example.com')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});

test("another authority's certificate and one that is signed by itself are not trusted", async () => {
  const [authority, other] = await Promise.all([createAuthority(), createAuthority()]);
  expect(await errorOf(await createCertificate([HOST], authority), other)).toBe('CERT_SIGNATURE_FAILURE');
  expect(await errorOf(await createCertificate([HOST]), authority)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
});
