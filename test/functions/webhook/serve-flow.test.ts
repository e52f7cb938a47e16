import { serveNcco } from '../../../functions/webhook/serve-flow.ts';

const talk = { action: 'talk', text: 'Hello' };

describe('serveNcco', () => {
  it('serves a valid NCCO as its JSON text', () => {
    expect(serveNcco([talk])).toEqual({ ok: true, body: '[{"action":"talk","text":"Hello"}]' });
  });

  const circular: unknown[] = [];
  circular.push(circular);
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['an object', talk],
    ['an empty NCCO, which would end the call', []],
    ['an unknown action', [{ action: 'dance' }]],
    ['a talk without text', [{ action: 'talk' }]],
    ['a text that is lost on the way', [{ action: 'talk', text: undefined }]],
    ['a cycle', circular],
    ['a BigInt', [{ ...talk, loop: 1n }]],
    ['a function', () => [talk]],
  ])('refuses %s and says what is wrong', (_case, value) => {
    const served = serveNcco(value);
    expect(served.ok).toBe(false);
    expect(served).toHaveProperty('problems.0.expected');
  });

  it('checks what is written, not what it was made from', () => {
    const changing = [{ action: 'talk', text: 'Hello', toJSON: () => ({ action: 'dance' }) }];
    expect(serveNcco(changing).ok).toBe(false);
  });
});
