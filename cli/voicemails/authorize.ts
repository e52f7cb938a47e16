import { Vonage } from '@vonage/server-sdk';
import { CommandError } from '../kit/command-error.ts';
import { readSecretFile } from '../kit/read-text-file.ts';

/** Gives the `Authorization` header of a request to Vonage: a fresh token of the application. */
export type Authorize = (url: URL) => Promise<string>;

/**
 * Signs as the Vonage application, through its SDK. The SDK's own download is not used: it takes plain http, knows no
 * resuming and no timeout.
 * @param keyFile the application's private key, PEM; read here and nowhere else
 * @throws CommandError
 */
export async function createAuthorize(
  applicationId: string,
  keyFile: string,
  remark: (line: string) => void,
): Promise<Authorize> {
  const { text: privateKey, remarks } = await readSecretFile(
    keyFile,
    "the Vonage application's private key",
    'The dashboard gives the key once, when it is generated.',
  );
  for (const each of remarks) remark(each);
  if (!/-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(privateKey))
    throw new CommandError(
      `Expected a private key in PEM form in ${keyFile} ("-----BEGIN PRIVATE KEY-----"), found something else. Name the file that the dashboard gave for application ${applicationId}.`,
    );
  const { voice } = new Vonage({ applicationId, privateKey });
  return async (url) => {
    // Of a request that is authorized, only its headers are made.
    const request = { url: url.href } as Parameters<typeof voice.addAuthenticationToRequest>[0];
    const { headers } = await voice.addAuthenticationToRequest(request);
    return String((headers as Readonly<Record<string, string>> | undefined)?.['Authorization']);
  };
}
