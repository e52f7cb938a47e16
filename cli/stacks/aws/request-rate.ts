import { get } from '../look-ups/aws-request.ts';
import type { AwsRequest } from '../look-ups/aws-request.ts';
import type { AwsAnswer } from '../look-ups/look-up-resource.ts';
import type { RequestRate } from '../cloud.ts';

/**
 * The account's throttle of API Gateway in a region (GetAccount).
 * @throws Error for an answer without one
 */
export async function requestRate(ask: (request: AwsRequest) => Promise<AwsAnswer>): Promise<RequestRate> {
  const { status, text } = await ask(get('apigateway', '/account'));
  const { throttleSettings: { rateLimit, burstLimit } = {} } = (status === 200 ? JSON.parse(text) : {}) as {
    readonly throttleSettings?: { readonly rateLimit?: number; readonly burstLimit?: number };
  };
  if (rateLimit === undefined || burstLimit === undefined)
    throw new Error(
      `API Gateway tells no rate of the account: status ${String(status)}, ${text.slice(0, 200)}`,
    );
  return { perSecond: rateLimit, burst: burstLimit };
}
