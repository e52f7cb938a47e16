import { numberOfUrl, withNumber } from '../../contracts/number-in-url.ts';
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

  it('stands behind the called number', () => {
    const url = eventUrlOn(withNumber(ROUTE, '447700900000'), 'person', 2);
    expect(url).toBe(`${ROUTE}?number=447700900000&rung=person&waits=2`);
    expect([numberOfUrl(url), rungOfUrl(url), waitsOfUrl(url)]).toEqual(['447700900000', 'person', 2]);
    expect(eventUrlOn(withNumber(ROUTE, '447700900000'), 'none')).toBe(`${ROUTE}?number=447700900000`);
    expect([numberOfUrl(ROUTE), numberOfUrl(undefined), numberOfUrl('/x?number=1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
