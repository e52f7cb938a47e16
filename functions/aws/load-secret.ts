import type { WallClock } from '../../contracts/clock.ts';
import { callJsonService, errorTypeOf } from './call-json-service.ts';
import type { ServiceAccess } from './environment.ts';

/**
 * Reads a secret's text from this region's store; rejects when the store is unreachable, refuses, or holds no text.
 * @param secretId name or ARN
 */
export type LoadSecret = (secretId: string, signal: AbortSignal) => Promise<string>;

/** GetSecretValue as a plain signed request: an SDK client adds tens of milliseconds to every cold start. */
export const createLoadSecret =
  (access: ServiceAccess, clock: WallClock): LoadSecret =>
  async (secretId, signal) => {
    const operation = {
      service: 'secretsmanager',
      target: 'secretsmanager.GetSecretValue',
      input: { SecretId: secretId },
    };
    const { status, text } = await callJsonService(operation, access, clock, signal);
    if (status !== 200) throw new Error(`Secrets Manager answered ${String(status)}: ${errorTypeOf(text)}.`);
    return secretStringOf(text);
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
    throw new Error('Expected the secret as a SecretString, found none. To fix this, write it as text.');
  return secret;
}
