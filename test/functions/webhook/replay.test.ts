import { systemClock } from '../../../contracts/clock.ts';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import type { JournalingPorts, Runtime } from '../../../functions/ports.ts';
import { MAX_AGE_S } from '../../../functions/auth/check-claims.ts';
import type { WebhookHandler } from '../../../functions/webhook/webhook.ts';
import { createEvent } from '../../../functions/event/create-event.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { createWebsocketDisconnected } from '../../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeBucket } from '../support/journal.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { NOW_MS, claimsFor, signToken } from '../support/sign.ts';

type RouteName = 'answer' | 'event' | 'websocket-disconnected' | 'fallback';
type AnyRuntime = Runtime<JournalingPorts>;

const HANDLERS: Readonly<Record<RouteName, (runtime: AnyRuntime) => WebhookHandler>> = {
  answer: (runtime) => createAnswer(runtime, callFlow),
  event: (runtime) => createEvent(runtime, callFlow),
  'websocket-disconnected': (runtime) => createWebsocketDisconnected(runtime, callFlow.rungs),
  fallback: (runtime) => createFallback(runtime, callFlow),
};
const ROUTES = Object.keys(HANDLERS) as RouteName[];

const CALL = { from: '447700900123', to: '442079460000', uuid: 'u', conversation_uuid: 'CON-1' };
const ENDED = { ...CALL, status: 'completed', timestamp: '2026-01-01T12:00:00.000Z' };
const DROPPED = { ...ENDED, status: 'disconnected', to: SETTINGS.websocket.uri, headers: { attempt: 1 } };
const asked = (type: string) => ({ original_request: { type, url: `https://api.example.com/live/${type}` } });
/** One genuine POST of each route. */
const GENUINE: Readonly<Record<RouteName, object>> = {
  answer: CALL,
  event: ENDED,
  'websocket-disconnected': DROPPED,
  fallback: { ...DROPPED, ...asked('event') },
};

/** One region: every route, a clock that can be put forward, and a journal. */
function aRegion() {
  let nowMs = NOW_MS;
  const own = fakeBucket('eu-west-1');
  const { runtime } = fakeRuntime({}, { own, other: fakeBucket('eu-central-1') });
  const ports = { ...runtime.ports, clock: { ...systemClock, nowMs: () => nowMs } };
  return {
    objects: own.objects,
    later: (seconds: number) => void (nowMs += seconds * 1000),
    send: (route: RouteName, event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> =>
      HANDLERS[route]({ configured: true, ports })(event, lambdaContext()),
  };
}

/** A socket that is offered again says when the first one was lost, by the clock of the region that gets the event. */
const timeless = ({ body, ...rest }: APIGatewayProxyResult) => ({
  ...rest,
  body: body.replaceAll(/"firstDropAt":\d+/g, '"firstDropAt":0'),
});

describe('a POST that is sent once more, word for word', () => {
  it.each(ROUTES)('repeats what was said and changes nothing: %s', async (route) => {
    const region = aRegion();
    const event = gatewayEvent({ route, body: GENUINE[route] });
    const first = await region.send(route, event);
    const objects = new Map(region.objects);
    region.later(MAX_AGE_S - 1);
    expect(timeless(await region.send(route, event))).toEqual(timeless(first));
    expect(first.statusCode).toBe(200);
    expect(region.objects).toEqual(objects);
    expect(objects.size).toBe(route === 'answer' ? 0 : 1);
  });

  it.each(ROUTES)('is refused once it is too old: %s', async (route) => {
    const region = aRegion();
    const event = gatewayEvent({ route, body: GENUINE[route] });
    region.later(MAX_AGE_S + 1);
    expect(await region.send(route, event)).toMatchObject({
      statusCode: route === 'fallback' ? 403 : 401,
      body: '{"code":"token-expired"}',
    });
    expect(region.objects.size).toBe(0);
  });
});

describe('the token of a POST', () => {
  it.each(ROUTES)('vouches for no other body: %s', async (route) => {
    const region = aRegion();
    const { headers } = gatewayEvent({ route, body: GENUINE[route] });
    const authorization = headers['Authorization'] ?? '';
    const body = { ...GENUINE[route], from: '447700900124' };
    expect(await region.send(route, gatewayEvent({ route, body, authorization }))).toMatchObject({
      body: '{"code":"payload-hash-mismatch"}',
    });
    expect(region.objects.size).toBe(0);
  });

  it('vouches for the same body at every route: nothing new is said, and it is journaled once', async () => {
    for (const [said, body] of Object.entries(GENUINE)) {
      const region = aRegion();
      for (const route of ROUTES) {
        const { statusCode } = await region.send(route, gatewayEvent({ route, body }));
        expect([said, route, statusCode]).toEqual([said, route, 200]);
      }
      expect([said, region.objects.size]).toEqual([said, 1]);
    }
  });

  // The residual risk that docs/decisions/012 accepts: a client that has seen a token may send requests with it for five minutes.
  it.each([
    ['unknown', 0],
    ['answer', 0],
    ['event', 1],
  ])('vouches for any GET until it is too old (original: %s)', async (type, objects) => {
    const region = aRegion();
    const token = signToken(claimsFor(JSON.stringify(CALL)));
    const query = { from: '1', to: '2', original_request: JSON.stringify(asked(type).original_request) };
    const get = gatewayEvent({ route: 'fallback', method: 'GET', query, authorization: `Bearer ${token}` });
    expect((await region.send('fallback', get)).statusCode).toBe(200);
    expect(region.objects.size).toBe(objects);
    region.later(MAX_AGE_S + 1);
    expect((await region.send('fallback', get)).statusCode).toBe(403);
  });
});
