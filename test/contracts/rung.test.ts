import { RUNGS, eventUrlOn, readRung, rungOfUrl } from '../../contracts/rung.ts';

const ROUTE = 'https://api.example.com/live/websocket-disconnected';

describe('the rung in an event URL', () => {
  it.each(['same-socket', 'other-socket', 'person'] as const)('%s is read as it was written', (rung) => {
    expect(rungOfUrl(eventUrlOn(ROUTE, rung))).toBe(rung);
  });

  it('is none in the first leg’s URL, and where the query or the URL got lost', () => {
    expect(readRung(undefined)).toBe('none');
    for (const url of [
      ROUTE,
      `${ROUTE}?x=person`,
      '/websocket-disconnected?rung=person',
      '',
      undefined,
      7,
      {},
    ]) {
      expect(rungOfUrl(url)).toBe('none');
    }
  });

  it.each(['', 'Person', 'person ', 'voicemail', 'none', 'first', '__proto__'])(
    'is unreadable when it is "%s"',
    (rung) => {
      expect(readRung(rung)).toBe('unreadable');
    },
  );

  it('goes upwards in one order', () => {
    expect(RUNGS).toEqual(['same-socket', 'other-socket', 'person', 'voicemail']);
  });
});
