import type { Fields } from '../../../contracts/call.ts';
import { nestedField } from '../../../functions/nested-fields.ts';
import { MalformedBodyError, parseFields } from '../../../functions/webhook/parse-fields.ts';
import { parseCall, parseEvent, parseFallback } from '../../../functions/webhook/parse-call.ts';
import { readRawRequest } from '../../../functions/raw-request.ts';
import { gatewayEvent } from '../support/gateway-event.ts';

const fieldsOf = (sent: Omit<Parameters<typeof gatewayEvent>[0], 'route'>): Fields =>
  parseFields(readRawRequest(gatewayEvent({ route: 'fallback', ...sent })));

describe('parseFields', () => {
  it('reads a POST’s body and a GET’s query alike', () => {
    const fields = { from: '447700900123', to: '442079460000' };
    expect(fieldsOf({ body: fields })).toEqual(fields);
    expect(fieldsOf({ body: fields, base64: true })).toEqual(fields);
    expect(fieldsOf({ method: 'GET', query: fields })).toEqual(fields);
  });

  it('keeps fields that it does not know', () => {
    expect(fieldsOf({ body: { 'SipHeader_X-UserId': '1', custom_data: { a: [1] } } })).toEqual({
      'SipHeader_X-UserId': '1',
      custom_data: { a: [1] },
    });
  });

  it.each([
    ['an empty body', '', 'an empty body'],
    ['text that is not JSON', '{', 'text that is not JSON'],
    ['an array', '[]', 'an array'],
    ['null', 'null', 'null'],
    ['a number', '7', 'a number'],
  ])('refuses %s', (_case, body, found) => {
    expect(() => fieldsOf({ body })).toThrow(MalformedBodyError);
    expect(() => fieldsOf({ body })).toThrow(`found ${found}.`);
  });
});

describe('parseCall', () => {
  it('takes strings and numbers, and ids of any shape', () => {
    expect(
      parseCall({ from: 447700900123, to: '442079460000', uuid: '0123abcd', conversation_uuid: 'x' }),
    ).toMatchObject({
      from: '447700900123',
      to: '442079460000',
      uuid: '0123abcd',
      conversationUuid: 'x',
    });
  });

  it('knows the caller of a Client SDK call by name', () => {
    expect(parseCall({ from_user: 'alice' }).from).toBe('alice');
  });

  it('takes what is not a text for absent', () => {
    const call = parseCall({ from: null, to: '', uuid: {}, conversation_uuid: [] });
    expect([call.from, call.to, call.uuid, call.conversationUuid]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('parseEvent', () => {
  it('reads the status and the headers that come back', () => {
    const event = parseEvent({ status: 'disconnected', headers: { attempt: 1 }, uuid: 'u' });
    expect(event).toMatchObject({ status: 'disconnected', headers: { attempt: 1 }, uuid: 'u' });
  });

  it('reads call_uuid where the platform says that', () => {
    expect(parseEvent({ status: 'machine', call_uuid: 'u' }).uuid).toBe('u');
  });

  it('reads an event without a status', () => {
    expect(parseEvent({ recording_url: 'https://x' })).toMatchObject({
      status: undefined,
      headers: undefined,
    });
  });
});

const asked = { url: 'https://api.example.com/live/event', type: 'event' };

describe('parseFallback', () => {
  it.each<[string, Fields]>([
    ['an object', { original_request: asked }],
    ['JSON text', { original_request: JSON.stringify(asked) }],
    ['brackets', { 'original_request[url]': asked.url, 'original_request[type]': asked.type }],
    ['dots', { 'original_request.url': asked.url, 'original_request.type': asked.type }],
  ])('reads original_request written as %s', (_case, fields) => {
    expect(parseFallback(fields).original).toBe('event');
  });

  it.each<[string, Fields]>([
    ['it is missing', {}],
    ['it is text that is not JSON', { original_request: '{url=https://x, type=event}' }],
    ['it is an array', { original_request: ['event'] }],
    ['its type is missing', { original_request: { url: asked.url } }],
    ['its type is unheard of', { original_request: { ...asked, type: 'transfer' } }],
  ])('says "unknown" when %s', (_case, fields) => {
    expect(parseFallback(fields).original).toBe('unknown');
  });

  it('keeps the reason as open text, and the original’s fields', () => {
    const fields = { original_request: asked, reason: 'Something new.', status: 'failed', from: '1' };
    expect(parseFallback(fields)).toMatchObject({
      reason: 'Something new.',
      event: { status: 'failed', from: '1' },
    });
  });
});

describe('nestedField', () => {
  it.each<[string, Fields]>([
    ['JSON text', { headers: '{"attempt":"1"}' }],
    ['brackets', { 'headers[attempt]': '1' }],
    ['dots', { 'headers.attempt': '1' }],
  ])('reads headers of a GET written as %s', (_case, fields) => {
    expect(nestedField(fields, 'headers')).toEqual({ attempt: '1' });
  });

  it('takes no other field for its own', () => {
    expect(nestedField({ headersx: '1', 'xheaders.a': '1', 'headers[a': '1' }, 'headers')).toBeUndefined();
  });
});
