import type { IncomingMessage } from 'node:http';
import { FAKE_CREDENTIALS } from '../lambda/function-variables.ts';
import { ServiceError } from './service-error.ts';

/** Whoever works on a world from outside: the key of the commands in tools/, which needs no session. */
const OPERATOR_KEY_ID = 'AKIDLOOPBACK';

/**
 * Who asks. The key, its scope and the session token must be right; the signature's value itself is not computed again.
 * @throws ServiceError
 */
export function identifyCaller(
  request: IncomingMessage,
  { service, region }: { readonly service: string; readonly region: string },
): 'function' | 'operator' {
  const authorization = request.headers.authorization ?? '';
  if (!authorization.startsWith('AWS4-HMAC-SHA256 '))
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [keyId, , scopeRegion, scopeService] = (/Credential=([^,\s]+)/.exec(authorization)?.[1] ?? '').split(
    '/',
  );
  const isOperator = keyId === OPERATOR_KEY_ID;
  if (!isOperator && keyId !== FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID)
    throw unrecognized('The security token included in the request is invalid.');
  if (!isOperator && request.headers['x-amz-security-token'] !== FAKE_CREDENTIALS.AWS_SESSION_TOKEN)
    throw unrecognized('The session token of the credentials was not sent.');
  if (scopeRegion !== region || scopeService !== service) {
    throw new ServiceError(
      'InvalidSignatureException',
      `Credential should be scoped to ${region}/${service}, not to ${scopeRegion}/${scopeService}.`,
    );
  }
  return isOperator ? 'operator' : 'function';
}

const unrecognized = (message: string): ServiceError =>
  new ServiceError('UnrecognizedClientException', message);
