import { respondEmpty } from '../../../functions/webhook/respond.ts';
import { createWebhook } from '../../../functions/webhook/webhook.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime } from '../support/runtime.ts';

const seen: unknown[] = [];
const handler = createWebhook(fakeRuntime().runtime, {
  name: 'event',
  deadline: 'event',
  refusalStatus: 401,
  unsignedStatus: 503,
  secretsUnavailableStatus: 503,
  answer: ({ state, context }) => {
    seen.push([state, context.urls.event.replace(/^https:\/\/[^/]+/, '')]);
    return respondEmpty();
  },
});

it('hands a route the state in its path, and the URLs without it', async () => {
  for (const state of ['a-B_9', 'a%2DB_9', undefined])
    await handler(
      gatewayEvent({ route: 'event', body: '{}', ...(state === undefined ? {} : { state }) }),
      lambdaContext(),
    );
  expect(seen).toEqual([
    ['a-B_9', '/live/event'],
    ['a-B_9', '/live/event'],
    [undefined, '/live/event'],
  ]);
});
