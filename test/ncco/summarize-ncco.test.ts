import { summarizeNcco } from '../../ncco/summarize-ncco.ts';

const connect = (endpoint: object) => [{ action: 'connect', endpoint: [endpoint] }];

describe('an NCCO in words', () => {
  it.each<[unknown, string]>([
    [[{ action: 'talk', text: 'Hello.' }], 'talk "Hello."'],
    [
      [{ action: 'stream', streamUrl: ['https://a.example.com/x.mp3'] }],
      'stream https://a.example.com/x.mp3',
    ],
    [connect({ type: 'websocket', uri: 'wss://bot.example.com/s' }), 'websocket wss://bot.example.com/s'],
    [connect({ type: 'phone', number: '447700900001' }), 'phone +447700900001'],
    [connect({ type: 'sip', uri: 'sip:a@example.com' }), 'sip sip:a@example.com'],
    [connect({ type: 'sip', user: 'a', domain: 'd' }), 'sip a'],
    [connect({ type: 'app', user: 'jo' }), 'app user jo'],
    [connect({ type: 'vbc', extension: '123' }), 'vbc extension 123'],
    [connect({ type: 'fax' }), 'connect fax'],
    [[{ action: 'conversation', name: 'room' }], 'conversation "room"'],
    [[{ action: 'input', type: ['dtmf', 'speech'] }], 'input (dtmf, speech)'],
    [[{ action: 'input' }], 'input (no type)'],
    [[{ action: 'notify', eventUrl: ['https://a.example.com'] }], 'notify https://a.example.com'],
    [[{ action: 'wait', timeout: 5 }], 'wait 5 s'],
    [[{ action: 'wait' }], 'wait'],
    [[{ action: 'record' }], 'record'],
    [[{ action: 'talk' }], 'talk (none)'],
    [[null, 7, { action: {} }], 'no action → no action → no action'],
    [[], 'empty NCCO: the call ends'],
    [{ action: 'talk' }, 'no NCCO'],
    [undefined, 'no NCCO'],
  ])('%j', (ncco, words) => {
    expect(summarizeNcco(ncco)).toBe(words);
  });

  it('cuts what is long, and counts what it does not name', () => {
    const ncco = [{ action: 'talk', text: 'x'.repeat(500) }, { action: 'record' }, { action: 'wait' }];
    expect(summarizeNcco(ncco, 1)).toBe(`talk "${'x'.repeat(59)}…" → 2 more`);
    expect(summarizeNcco(ncco, 3)).toMatch(/ → record → wait$/);
  });
});
