import { forgedUrl } from '../../../drill/run/forged-url.ts';

const BASE = 'https://api.example.com/prod/event/';
const STATE = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';

describe('a forged event URL', () => {
  it.each(['made-up', 'flipped', 'truncated'] as const)('has another state in its path: %s', (forgery) => {
    const url = forgedUrl(forgery, BASE + STATE);
    expect(url.startsWith(BASE)).toBe(true);
    expect(url.slice(BASE.length)).toMatch(/^[\w-]+$/);
    expect(url).not.toBe(BASE + STATE);
  });

  it('has one character that differs, or lacks the end', () => {
    const flipped = forgedUrl('flipped', BASE + STATE).slice(BASE.length);
    expect([...flipped].filter((character, at) => character !== STATE[at])).toHaveLength(1);
    expect(BASE + STATE).toContain(forgedUrl('truncated', BASE + STATE));
  });
});
