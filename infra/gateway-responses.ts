import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';

/**
 * Statuses of the gateway's own error responses. A type is here for one of two reasons: Vonage would retry its default
 * status (429, 503, 504: SUP 115016024247), although a retry cannot help; or CloudFront cannot map it to the static NCCO
 * (401, 413, 415, 429). All other types keep their defaults. DEFAULT_4XX and DEFAULT_5XX are not set: they would hide that
 * one of these is missing.
 */
export const GATEWAY_RESPONSES = {
  INTEGRATION_TIMEOUT: 502,
  INTEGRATION_FAILURE: 502,
  THROTTLED: 502,
  QUOTA_EXCEEDED: 502,
  REQUEST_TOO_LARGE: 400,
  UNSUPPORTED_MEDIA_TYPE: 400,
  UNAUTHORIZED: 403,
} as const;

/**
 * Responses of an IP allow list that refuses. The statuses are the defaults. The bodies are not: the default text of the
 * first names the API and the last digits of the account.
 */
export const ALLOW_LIST_RESPONSES = { ACCESS_DENIED: 403, INVALID_API_KEY: 403 } as const;

const idOf = (type: string): string =>
  type
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** Unauthenticated callers get a code and no detail. */
const bodyOf = (type: string): string => JSON.stringify({ code: type.toLowerCase().replaceAll('_', '-') });

export const addGatewayResponses = (api: RestApi, responses: Readonly<Record<string, number>>): void => {
  for (const [type, status] of Object.entries(responses)) {
    api.addGatewayResponse(idOf(type), {
      type: ResponseType.of(type),
      statusCode: String(status),
      templates: { 'application/json': bodyOf(type) },
    });
  }
};
