import { readRawRequest } from '../../functions/raw-request.ts';
import { gatewayEvent } from './support/gateway-event.ts';

describe('readRawRequest', () => {
  it.each([false, true])('keeps the bytes that were sent (base64: %p)', (base64) => {
    const body = '{"name":"Zoë"}';
    const request = readRawRequest(gatewayEvent({ route: 'answer', body, base64 }));
    expect(request.body).toEqual(Buffer.from(body, 'utf8'));
  });

  it('reads a missing body as no bytes', () => {
    const event = { ...gatewayEvent({ route: 'answer' }), body: null };
    expect(readRawRequest(event).body).toHaveLength(0);
  });

  it('finds a header whatever the case of its name', () => {
    const request = readRawRequest(gatewayEvent({ route: 'answer', authorization: 'Bearer x' }));
    expect(request.header('AUTHORIZATION')).toEqual(['Bearer x']);
    expect(request.header('x-nothing')).toEqual([]);
  });

  it('knows every value of a repeated header, and of a repeated query name the last', () => {
    const event = gatewayEvent({ route: 'fallback', method: 'GET' });
    const request = readRawRequest({
      ...event,
      headers: { 'X-A': '2' },
      multiValueHeaders: { 'X-A': ['1', '2'] },
      queryStringParameters: { to: '2' },
      multiValueQueryStringParameters: { to: ['1', '2'] },
    });
    expect(request.header('x-a')).toEqual(['1', '2']);
    expect(request.query).toEqual({ to: '2' });
  });

  it('knows a header by all spellings of its name together', () => {
    const event = gatewayEvent({ route: 'answer', authorization: null });
    const multiValueHeaders = { 'X-A': ['1'], 'x-a': ['2'], 'X-B': ['3'], 'x-A': undefined };
    expect(readRawRequest({ ...event, multiValueHeaders }).header('X-a')).toEqual(['1', '2']);
  });

  it('reads an event that has no headers and no query at all', () => {
    const event = { ...gatewayEvent({ route: 'answer' }), headers: null, multiValueHeaders: null };
    const request = readRawRequest(event as never);
    expect(request.header('authorization')).toEqual([]);
    expect(request.query).toEqual({});
    expect(request.pathParameters).toEqual({});
  });

  it.each([
    ['as they were sent', 'a-B_9'],
    ['with a needless escape', 'a%2DB%5f9'],
  ])('knows the parameters of the path, %s', (_case, sent) => {
    const { pathParameters } = readRawRequest(gatewayEvent({ route: 'event', state: sent }));
    expect(pathParameters).toEqual({ state: 'a-B_9' });
  });

  it('leaves a parameter whose escapes are broken, and lets none be something else', () => {
    const pathParameters = JSON.parse('{"state":"%E0%A4","__proto__":"x"}') as Record<string, string>;
    const read = readRawRequest({ ...gatewayEvent({ route: 'event' }), pathParameters }).pathParameters;
    expect(read['state']).toBe('%E0%A4');
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});
