import fc from 'fast-check';
import { stateInUrl, stateUrl } from '../../contracts/state-url.ts';

const EVENT = 'https://abcde12345.execute-api.eu-central-1.amazonaws.com/prod/event';
const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,1900}$/);
const eventUrl = fc.constantFrom(
  EVENT,
  'https://voice.example.com/event',
  'https://voice.example.com/base/path/event',
  'http://127.0.0.1:8080/prod/event',
  '/prod/event',
  '/event',
  'event',
  `${EVENT}?number=447700900000`,
);
const behind = fc.constantFrom('', '/', '//', '?', '?a=/event/x', '?a=100%', '#', '#/event/x', '/?a=b#c');
/** Every character, or none, as an escape. */
const escaped = (text: string): string =>
  [...text].map((one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

describe('the state in an event URL', () => {
  it('is read as it was written, whatever stands before and behind it', () => {
    fc.assert(
      fc.property(eventUrl, token, behind, (url, state, rest) => {
        expect(stateInUrl(stateUrl(url, state) + rest)).toBe(state);
      }),
    );
  });

  it('is read from a URL of which a part is percent-encoded, or all of it', () => {
    fc.assert(
      fc.property(eventUrl, token, behind, (url, state, rest) => {
        expect(stateInUrl(stateUrl(url, escaped(state)) + rest)).toBe(state);
        expect(stateInUrl(encodeURIComponent(stateUrl(url, state) + rest))).toBe(state);
      }),
    );
  });

  it.each([
    EVENT,
    `${EVENT}/`,
    `${EVENT}//`,
    `${EVENT}?state=x`,
    `${EVENT}/?/x`,
    `${EVENT}#/x`,
    `${EVENT}/x/y`,
    `${EVENT}s/x`,
    'https://voice.example.com/answer/x',
    'https://voice.example.com/websocket-disconnected',
    'https://voice.example.com/answer?url=/event/x',
    'https://voice.example.com/answer?url=%2Fevent%2Fx',
    'https://event/x',
    'https://voice.example.com/Event/x',
    '/x',
    '',
    undefined,
    null,
    7,
    {},
    ['/event/x'],
  ])('is not in %p', (url) => {
    expect(stateInUrl(url)).toBeUndefined();
  });

  it('is what stands in its place, where an escape is broken', () => {
    expect(stateInUrl(`${EVENT}/a%zz`)).toBe('a%zz');
  });

  it('is read from any text without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void stateInUrl(text)));
  });

  it('stands before the query of the route', () => {
    expect(stateUrl(`${EVENT}?number=447700900000`, 'abc')).toBe(`${EVENT}/abc?number=447700900000`);
  });
});
