import { untilSomebody, whatAnNccoSays } from '../../../drill/run/what-an-ncco-says.ts';

describe('whatAnNccoSays', () => {
  it('names what is heard, in order', () => {
    expect(
      whatAnNccoSays([
        { action: 'talk', text: 'Hello.' },
        { action: 'stream', streamUrl: ['https://x/a.mp3'] },
        { action: 'connect', endpoint: [{ type: 'websocket', uri: 'wss://bot' }] },
        { action: 'connect', endpoint: [{ type: 'phone', number: '447700900001' }] },
        { action: 'connect', endpoint: [{ type: 'sip', uri: 'sip:a@b' }] },
        { action: 'record', beepStart: true },
        { action: 'record' },
      ]),
    ).toEqual([
      { what: 'talk', content: 'Hello.' },
      { what: 'stream', content: 'https://x/a.mp3' },
      { what: 'bot', content: 'wss://bot' },
      { what: 'person', content: '447700900001' },
      { what: 'person', content: 'sip:a@b' },
      { what: 'beep', content: 'beep' },
    ]);
  });

  it('ends with the first one whom a caller stays with, for who is not left alone', () => {
    const [talk, bot, person] = [{ what: 'talk' }, { what: 'bot' }, { what: 'person' }] as const;
    expect(untilSomebody([talk, bot, talk, person])).toEqual([talk, bot]);
    expect(untilSomebody([person, talk])).toEqual([person]);
    expect(untilSomebody([talk, talk])).toEqual([talk, talk]);
  });

  it.each([[undefined], ['<html>'], [{}], [[null, 1, { action: 'speak' }, { action: 'connect' }]]])(
    'says nothing for %j',
    (ncco) => {
      expect(whatAnNccoSays(ncco)).toEqual([]);
    },
  );
});
