import { eventIdentity } from '../../../drill/checkers/event-identity.ts';

const EVENT = {
  status: 'disconnected',
  uuid: 'leg-1',
  sip_code: 200,
  rate: null,
  headers: { attempt: 1, caller: '447700900001' },
};
const FOR_THE_FALLBACK = {
  reason: 'Connection closed.',
  original_request: { url: 'https://primary.example/event', type: 'event' },
};

describe('the identity of an event', () => {
  it.each([
    ['in another order', Object.fromEntries(Object.entries(EVENT).reverse())],
    ['with headers as JSON text', { ...EVENT, headers: JSON.stringify(EVENT.headers) }],
    [
      'in a query with brackets',
      {
        status: 'disconnected',
        uuid: 'leg-1',
        sip_code: '200',
        rate: '',
        'headers[attempt]': '1',
        'headers[caller]': '447700900001',
      },
    ],
    [
      'in a query with dots',
      {
        status: 'disconnected',
        uuid: 'leg-1',
        sip_code: '200',
        'headers.attempt': '1',
        'headers.caller': '447700900001',
      },
    ],
    ['with the fields that only the fallback gets', { ...EVENT, ...FOR_THE_FALLBACK }],
    [
      'with that in a query',
      {
        ...EVENT,
        reason: 'Connection closed.',
        'original_request[type]': 'event',
        'original_request[url]': 'x',
      },
    ],
  ])('is the same %s', (_how, payload) => {
    expect(eventIdentity(payload)).toBe(eventIdentity(EVENT));
  });

  it.each([
    ['another leg', { ...EVENT, uuid: 'leg-2' }],
    ['another attempt', { ...EVENT, headers: { ...EVENT.headers, attempt: 2 } }],
    ['a field more', { ...EVENT, detail: 'x' }],
    ['an error event’s own reason', { ...EVENT, reason: 'Syntax error in NCCO.' }],
  ])('is another one with %s', (_what, payload) => {
    expect(eventIdentity(payload)).not.toBe(eventIdentity(EVENT));
  });
});
