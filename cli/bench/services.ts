import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatSignatureSecret } from '../../contracts/signature-secret.ts';

export interface Services {
  /** Of Secrets Manager and of S3. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The two services that handlers ask, on loopback: they answer at once, so that a handler's own work is measured. */
export async function startServices(signatureSecret: string): Promise<Services> {
  const secret = JSON.stringify({
    SecretString: formatSignatureSecret({ current: signatureSecret, next: null, previous: null }),
  });
  // Secrets Manager is asked by POST. S3 is asked to keep a journal entry, by PUT.
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(request.method === 'POST' ? secret : ''));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
