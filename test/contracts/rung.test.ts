import {
  MOST_WAITS,
  RUNGS,
  eventUrlOn,
  readRung,
  readWaits,
  rungOfUrl,
  waitsOfUrl,
} from '../../contracts/rung.ts';

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

  it('stands beside the waits before it, which are read as they were written', () => {
    expect(eventUrlOn(ROUTE, 'none')).toBe(ROUTE);
    for (const waits of [0, 1, 2, MOST_WAITS]) {
      expect(waitsOfUrl(eventUrlOn(ROUTE, 'same-socket', waits))).toBe(waits);
      expect(rungOfUrl(eventUrlOn(ROUTE, 'same-socket', waits))).toBe('same-socket');
      expect(rungOfUrl(eventUrlOn(ROUTE, 'none', waits))).toBe('none');
    }
  });

  it.each(['', '-1', '1e9', '99', '2.5', 'many', ' 1'])('waits of "%s" are the last ones', (value) => {
    expect(readWaits(value)).toBe(MOST_WAITS);
  });

  it('waits that got lost are none', () => {
    expect(readWaits(undefined)).toBe(0);
    expect(waitsOfUrl('/websocket-disconnected?waits=2')).toBe(0);
  });

  it('goes upwards in one order', () => {
    expect(RUNGS).toEqual(['same-socket', 'other-socket', 'person', 'voicemail']);
  });
});
