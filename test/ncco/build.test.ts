import { connectPerson, connectWebsocket, record, stream, talk } from '../../ncco/build.ts';
import { checkNcco } from '../../ncco/check-ncco.ts';

const EVENT_URL = 'https://api.example.com/v1/websocket-disconnected';

describe('a builder writes what the platform documents', () => {
  it.each([
    { case: 'talk', built: talk('Hello'), wire: { action: 'talk', text: 'Hello' } },
    {
      case: 'talk with false and zero kept',
      built: talk('Hello', {
        loop: 0,
        bargeIn: false,
        level: 0,
        language: 'en-GB',
        style: 0,
        premium: false,
      }),
      wire: {
        action: 'talk',
        text: 'Hello',
        loop: 0,
        bargeIn: false,
        level: 0,
        language: 'en-GB',
        style: 0,
        premium: false,
      },
    },
    {
      case: 'stream',
      built: stream('https://example.com/a.wav', { loop: 2 }),
      wire: { action: 'stream', streamUrl: ['https://example.com/a.wav'], loop: 2 },
    },
    {
      case: 'connect to a websocket, with content-type as the wire has it',
      built: connectWebsocket({
        uri: 'wss://bot.example.com/socket',
        contentType: 'audio/l16;rate=16000',
        headers: { attempt: 1 },
        from: '447700900000',
        eventUrl: EVENT_URL,
        synchronous: true,
        timeoutSeconds: 5,
      }),
      wire: {
        action: 'connect',
        from: '447700900000',
        timeout: 5,
        eventType: 'synchronous',
        eventUrl: [EVENT_URL],
        endpoint: [
          {
            type: 'websocket',
            uri: 'wss://bot.example.com/socket',
            'content-type': 'audio/l16;rate=16000',
            headers: { attempt: 1 },
          },
        ],
      },
    },
    {
      case: 'connect to a websocket, nothing but what is needed',
      built: connectWebsocket({
        uri: 'wss://bot.example.com/socket',
        contentType: 'audio/l16;rate=8000',
        from: '447700900000',
        synchronous: false,
      }),
      wire: {
        action: 'connect',
        from: '447700900000',
        endpoint: [
          { type: 'websocket', uri: 'wss://bot.example.com/socket', 'content-type': 'audio/l16;rate=8000' },
        ],
      },
    },
    {
      case: 'connect to a person on the phone',
      built: connectPerson(
        { type: 'phone', number: '447700900001' },
        { from: '447700900000', timeoutSeconds: 30 },
      ),
      wire: {
        action: 'connect',
        from: '447700900000',
        timeout: 30,
        endpoint: [{ type: 'phone', number: '447700900001' }],
      },
    },
    {
      case: 'connect to a person on SIP',
      built: connectPerson({ type: 'sip', uri: 'sip:a@pbx.example.com' }, { from: '447700900000' }),
      wire: {
        action: 'connect',
        from: '447700900000',
        endpoint: [{ type: 'sip', uri: 'sip:a@pbx.example.com' }],
      },
    },
    {
      case: 'record',
      built: record({
        format: 'wav',
        beepStart: true,
        endOnKey: '#',
        endOnSilenceSeconds: 5,
        timeOutSeconds: 120,
        eventUrl: EVENT_URL,
      }),
      wire: {
        action: 'record',
        format: 'wav',
        beepStart: true,
        endOnKey: '#',
        endOnSilence: 5,
        timeOut: 120,
        eventUrl: [EVENT_URL],
      },
    },
    { case: 'record without options', built: record(), wire: { action: 'record' } },
  ])('$case', ({ built, wire }) => {
    expect(built).toStrictEqual(wire);
    expect(checkNcco([built])).toEqual([]);
  });
});
