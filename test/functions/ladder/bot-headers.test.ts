import fc from 'fast-check';
import type { Call, CallEvent, Fields } from '../../../contracts/call.ts';
import { botHeaders, headersOfCall, headersOfEvent } from '../../../functions/ladder/bot-headers.ts';

const CALL: Call = {
  from: '447700900123',
  to: '442079460000',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversationUuid: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  fields: { region_url: 'https://api-eu-3.vonage.com' },
};
const FIRST = { attempt: 1, firstDropAtMs: undefined };
const LATER = { attempt: 2, firstDropAtMs: 1_780_000_000_000 };
const WAITED = { ...LATER, waits: 3 };
const bytes = (headers: Fields): number => Buffer.byteLength(JSON.stringify(headers));
const eventWith = (headers: Fields): CallEvent => ({ ...CALL, status: 'disconnected', headers });

describe('botHeaders', () => {
  it('tells the first bot who calls, how to end the call, and which attempt this is', () => {
    expect(botHeaders(FIRST, headersOfCall(CALL))).toEqual({
      attempt: 1,
      conversation: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
      caller: '447700900123',
      uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
      region_url: 'https://api-eu-3.vonage.com',
    });
  });

  it('tells a later bot the same, with its own attempt and when the first socket dropped', () => {
    const first = botHeaders(FIRST, { ...headersOfCall(CALL), language: 'en' });
    expect(botHeaders(LATER, headersOfEvent(eventWith(first)))).toEqual({
      ...first,
      attempt: 2,
      firstDropAt: 1_780_000_000_000,
    });
  });

  it('names the conversation by the event where the headers do not', () => {
    expect(botHeaders(LATER, headersOfEvent(eventWith({ attempt: 1 })))).toMatchObject({
      conversation: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    });
  });

  it('leaves out what is not known', () => {
    const unknown = { ...CALL, from: undefined, uuid: undefined, conversationUuid: undefined, fields: {} };
    expect(botHeaders(FIRST, headersOfCall(unknown))).toEqual({ attempt: 1 });
  });

  it('lets no call flow write the state', () => {
    expect(botHeaders(LATER, { attempt: 1, firstDropAt: 5, caller: '1' })).toEqual({
      attempt: 2,
      firstDropAt: 1_780_000_000_000,
      caller: '1',
    });
    expect(botHeaders(FIRST, { firstDropAt: 5, waits: 2 })).toEqual({ attempt: 1 });
    expect(botHeaders(WAITED, { waits: 1 })).toMatchObject({ waits: 3 });
  });

  it.each([
    'https://evil.example.com',
    'https://vonage.com.example.com',
    'https://api.example.com/.vonage.com',
    'http://api-eu-3.vonage.com',
    'https://user@api-eu-3.vonage.com',
    'http://127.0.0.1.example.com:80',
    42,
  ])('does not send the bot’s token to %p', (regionUrl) => {
    expect(botHeaders(FIRST, { region_url: regionUrl })).toEqual({ attempt: 1 });
  });

  it('leaves a value out rather than cutting it, and keeps what still fits', () => {
    expect(botHeaders(FIRST, { conversation: 'C'.repeat(600), caller: '447700900123' })).toEqual({
      attempt: 1,
      caller: '447700900123',
    });
  });

  it('counts bytes, not characters', () => {
    // 460 characters, 920 bytes.
    expect(botHeaders(FIRST, { caller: 'é'.repeat(460) })).toEqual({ attempt: 1 });
  });

  it('never exceeds 512 bytes, and what fits once fits in every later attempt', () => {
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.jsonValue());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 20 }), value), (others) => {
        const first = botHeaders(FIRST, others);
        const later = botHeaders(LATER, headersOfEvent({ ...eventWith(first), conversationUuid: undefined }));
        expect(bytes(first)).toBeLessThanOrEqual(512);
        expect(bytes(later)).toBeLessThanOrEqual(512);
        expect(later).toEqual({ ...first, ...botHeaders(LATER, {}) });
        const waited = botHeaders(
          WAITED,
          headersOfEvent({ ...eventWith(later), conversationUuid: undefined }),
        );
        expect(bytes(waited)).toBeLessThanOrEqual(512);
        expect(waited).toEqual({ ...later, waits: 3 });
      }),
      { seed: 1 },
    );
  });
});
