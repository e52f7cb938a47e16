import { jest } from '@jest/globals';
import { createHealth } from '../../../functions/health/create-health.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime, unconfigured } from '../support/runtime.ts';

const event = gatewayEvent({ route: 'health', method: 'GET', authorization: null });

describe('/health', () => {
  it('is 200 with the region, and asks nobody else', async () => {
    const live = jest.fn(() => Promise.reject(new Error('away')));
    const response = await createHealth(fakeRuntime({ live }).runtime)(event, lambdaContext());
    expect(response).toMatchObject({ statusCode: 200, body: '{"status":"ok","region":"eu-west-1"}' });
    expect(live).not.toHaveBeenCalled();
  });

  it('is 502 when the environment is wrong', async () => {
    expect(await createHealth(unconfigured)(event, lambdaContext())).toMatchObject({
      statusCode: 502,
      body: '{"code":"configuration"}',
    });
  });
});
