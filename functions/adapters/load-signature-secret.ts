import { parseSignatureSecret } from '../core/signature-secret.ts';
import type { LiveSecrets } from '../core/signature-secret.ts';
import type { Clock } from '../core/ports.ts';
import type { SecretsManagerAccess } from './environment.ts';
import { sendOnce } from './send-once.ts';
import { signAwsRequest } from './sign-aws-request.ts';

/** Reads the region's secret once; rejects when the store is away, refuses, or holds something malformed. */
export type LoadSignatureSecret = (signal: AbortSignal) => Promise<LiveSecrets>;

/** GetSecretValue as a signed POST: an SDK client costs tens of milliseconds of every cold start. */
export function createLoadSignatureSecret(access: SecretsManagerAccess, clock: Clock): LoadSignatureSecret {
  const url = new URL(access.endpoint);
  const body = JSON.stringify({ SecretId: access.secretId });
  return async (signal) => {
    const headers = signAwsRequest(
      {
        method: 'POST',
        url,
        service: 'secretsmanager',
        region: access.region,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'secretsmanager.GetSecretValue',
        },
        body,
      },
      access,
      clock.nowMs(),
    );
    const { status, text } = await sendOnce({ method: 'POST', url, headers, body }, signal);
    if (status !== 200) throw new Error(`Secrets Manager answered ${String(status)}: ${errorTypeOf(text)}.`);
    return parseSignatureSecret(secretStringOf(text));
  };
}

function secretStringOf(text: string): string {
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    // JSON.parse quotes what it read: its message stays here.
    throw new Error('Secrets Manager answered with text that is not JSON.');
  }
  const secret = (reply as { readonly SecretString?: unknown } | null)?.SecretString;
  if (typeof secret !== 'string')
    throw new Error('The signature secret has no SecretString; write it as text.');
  return secret;
}

/** `__type` of an AWS error, e.g. `ResourceNotFoundException`. */
function errorTypeOf(text: string): string {
  return /"__type"\s*:\s*"([\w.#]{1,100})"/.exec(text)?.[1] ?? 'no error type';
}
