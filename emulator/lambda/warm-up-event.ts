import { randomBytes, randomUUID } from 'node:crypto';
import { signCallback } from '../../contracts/sign-callback.ts';
import type { MethodModel, RegionModel } from '../deployment.ts';
import { readFunctionSettings } from '../function-settings.ts';
import { VONAGE_ADDRESS } from '../network/source-addresses.ts';

const BODY = '{}';

/**
 * An invocation that does no harm and yet warms an environment: a callback whose claims are right and
 * whose signature is not. The handler has to load its secret to refuse it.
 * @param nowMs the region's time of day, ms since 1970
 */
export function warmUpEvent(
  region: RegionModel,
  method: MethodModel,
  nowMs = Date.now(),
): Record<string, unknown> {
  const { api } = region;
  const { apiKey, applicationId } = readFunctionSettings(region);
  const secret = randomBytes(32).toString('hex');
  const claims = { apiKey, applicationId, id: randomUUID(), issuedAtMs: nowMs, payload: BODY };
  const headers = {
    Authorization: `Bearer ${signCallback(claims, secret)}`,
    'Content-Type': 'application/json',
    'X-Forwarded-Proto': 'http',
  };
  return {
    resource: method.path,
    path: method.path,
    httpMethod: method.httpMethod,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      apiId: api.id,
      domainName: api.hostName,
      httpMethod: method.httpMethod,
      identity: { sourceIp: VONAGE_ADDRESS, userAgent: 'warm-up' },
      path: `/${api.stage}${method.path}`,
      requestId: randomUUID(),
      stage: api.stage,
    },
    body: method.httpMethod === 'GET' ? null : BODY,
    isBase64Encoded: false,
  };
}
