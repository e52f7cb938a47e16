import { parseSignatureSecret } from '../../contracts/signature-secret.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Clock } from '../ports.ts';
import { callJsonService, errorTypeOf } from './call-json-service.ts';
import type { SecretsManagerAccess } from './environment.ts';

/** Reads the region's secret once; rejects when the store is unreachable, refuses, or holds a malformed secret. */
export type LoadSignatureSecret = (signal: AbortSignal) => Promise<LiveSecrets>;

/** GetSecretValue as a plain signed request: an SDK client adds tens of milliseconds to every cold start. */
export const createLoadSignatureSecret =
  (access: SecretsManagerAccess, clock: Clock): LoadSignatureSecret =>
  async (signal) => {
    const operation = {
      service: 'secretsmanager',
      target: 'secretsmanager.GetSecretValue',
      input: { SecretId: access.secretId },
    };
    const { status, text } = await callJsonService(operation, access, clock, signal);
    if (status !== 200) throw new Error(`Secrets Manager answered ${String(status)}: ${errorTypeOf(text)}.`);
    return parseSignatureSecret(secretStringOf(text));
  };

function secretStringOf(text: string): string {
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    // JSON.parse quotes its input, so its message would reveal the secret.
    throw new Error('Secrets Manager answered with text that is not JSON.');
  }
  const secret = (reply as { readonly SecretString?: unknown } | null)?.SecretString;
  if (typeof secret !== 'string')
    throw new Error(
      'Expected the signature secret as a SecretString, found none. To fix this, write it as text.',
    );
  return secret;
}
