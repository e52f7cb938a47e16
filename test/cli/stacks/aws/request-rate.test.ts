import { requestRate } from '../../../../cli/stacks/aws/request-rate.ts';
import type { AwsRequest } from '../../../../cli/stacks/look-ups/aws-request.ts';

describe('the rate of API Gateway', () => {
  it('is the account’s throttle, as GetAccount tells it', async () => {
    const asked: AwsRequest[] = [];
    const text = JSON.stringify({ throttleSettings: { rateLimit: 10_000, burstLimit: 5000 } });
    const rate = await requestRate(async (request) => {
      asked.push(request);
      return { status: 200, text };
    });
    expect(rate).toEqual({ perSecond: 10_000, burst: 5000 });
    expect(asked).toMatchObject([{ service: 'apigateway', method: 'GET', path: '/account' }]);
  });

  it.each([
    [403, '{"message":"not authorized"}'],
    [200, '{}'],
  ])('is an error with what was answered where there is none: %i %s', async (status, text) => {
    await expect(requestRate(async () => ({ status, text }))).rejects.toThrow(
      `API Gateway tells no rate of the account: status ${status}, ${text}`,
    );
  });
});
