import { ownUrls } from '../../../functions/webhook/own-urls.ts';
import { DOMAIN, gatewayEvent } from '../support/gateway-event.ts';

const urlFor = (
  route: string,
  context: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): string => {
  const event = gatewayEvent({ route, headers });
  return ownUrls({ ...event, requestContext: { ...event.requestContext, ...context } }).websocketDisconnected;
};

describe('ownUrls', () => {
  it.each(['answer', 'fallback', 'websocket-disconnected'])(
    'names the websocket-disconnected route of the API that got this /%s',
    (route) => {
      expect(urlFor(route)).toBe(`https://${DOMAIN}/live/websocket-disconnected`);
    },
  );

  it.each([
    ['a base path', '/voice/answer', 'https://voice.example.com/voice/websocket-disconnected'],
    ['no base path', '/answer', 'https://voice.example.com/websocket-disconnected'],
    ['a slash at its end', '/voice/answer/', 'https://voice.example.com/voice/websocket-disconnected'],
  ])('follows a custom domain with %s', (_case, path, url) => {
    expect(urlFor('answer', { domainName: 'voice.example.com', path })).toBe(url);
  });

  it.each([
    ['the stage', '/live/event/a-B_9', `https://${DOMAIN}/live/websocket-disconnected`],
    ['a base path', '/voice/calls/event/a-B_9', `https://${DOMAIN}/voice/calls/websocket-disconnected`],
    ['no base path', '/event/a-B_9', `https://${DOMAIN}/websocket-disconnected`],
    ['a base path like the route', '/event/event/event', `https://${DOMAIN}/event/websocket-disconnected`],
    ['a slash at its end', '/event/a-B_9/', `https://${DOMAIN}/websocket-disconnected`],
    ['an escape', '/voice/event/a%2DB', `https://${DOMAIN}/voice/websocket-disconnected`],
    ['another path', '/voice/answer/x', `https://${DOMAIN}/live/websocket-disconnected`],
  ])('takes the value of a path parameter for a part of the route, behind %s', (_case, path, url) => {
    const event = gatewayEvent({ route: 'event', state: 'x' });
    expect(
      ownUrls({ ...event, requestContext: { ...event.requestContext, path } }).websocketDisconnected,
    ).toBe(url);
  });

  it.each([undefined, '/somewhere/else'])('falls back to the stage when the path is %p', (path) => {
    expect(urlFor('answer', { path })).toBe(`https://${DOMAIN}/live/websocket-disconnected`);
  });

  it('says http only where the request came by http', () => {
    expect(urlFor('answer', {}, { 'X-Forwarded-Proto': 'http' })).toMatch(/^http:\/\//);
    expect(urlFor('answer', {}, { 'X-Forwarded-Proto': 'javascript' })).toMatch(/^https:\/\//);
  });
});

describe('ownUrls of a request', () => {
  it('by the domain name the domain for all that follows, so that the loss of a bot is reported to where the name leads then', () => {
    const event = gatewayEvent({ route: 'answer' });
    // What API Gateway tells of a request by a custom domain whose mapping has no base path.
    const requestContext = { ...event.requestContext, domainName: 'voice.example.com', path: '/answer' };
    expect(ownUrls({ ...event, requestContext })).toEqual({
      websocketDisconnected: 'https://voice.example.com/websocket-disconnected',
      event: 'https://voice.example.com/event',
    });
  });

  it('name the event route too, where recordings are reported', () => {
    expect(ownUrls(gatewayEvent({ route: 'answer' })).event).toBe(`https://${DOMAIN}/live/event`);
  });
});
