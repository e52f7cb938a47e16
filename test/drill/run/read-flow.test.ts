import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readFlow } from '../../../drill/run/read-flow.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';

const ONE = 'wss://one.example/bot';
const TWO = 'wss://two.example/bot';
const talk = { action: 'talk', text: 'Words.' };
const connect = (type: string, to: object) => ({ action: 'connect', endpoint: [{ type, ...to }] });
const bot = (uri: string) => connect('websocket', { uri });
const person = connect('phone', { number: '12025550199' });

type Answers = Readonly<Record<string, unknown>>;
/** By what a leg's headers or its URL say. */
const keyOf = (url: string, body: string): string => {
  if (url.startsWith('/static')) return 'static';
  if (url.startsWith('/answer')) return 'first';
  // Of that number: it may have a person and rungs of its own.
  if (url === '/websocket-disconnected?number=12025550123&rung=person') return 'voicemail';
  if (url !== '/websocket-disconnected?number=12025550123') return 'of no number';
  const { headers } = JSON.parse(body) as { headers: { attempt: number } };
  return ['', 'same-socket', 'other-socket', 'person'][headers.attempt] ?? '';
};

let answers: Answers;
let asked: string[];
/** Key → the rest of the function's log line. */
let logged: Readonly<Record<string, object>>;
let functionOutput: string[];
let server: Server;
let emulator: Emulator;
beforeEach(async () => {
  asked = [];
  logged = {};
  functionOutput = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const key = keyOf(request.url ?? '', body);
      asked.push(key);
      const { conversation_uuid: conversation } = JSON.parse(body || '{}') as { conversation_uuid?: string };
      const line = { requestId: key, conversation, ...logged[key] };
      // A line may come after the response.
      setTimeout(() => functionOutput.push(`AnswerFunction: ${JSON.stringify(line)}`), 20);
      const answer = answers[key];
      response.statusCode = answer === undefined ? 502 : 200;
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  emulator = {
    websocketUris: { primary: ONE, secondary: TWO },
    callerNumber: '12025550123',
    functionOutput: () => functionOutput,
    localize: (url: string) => url.replace('https://static.example', base),
    description: {
      application: { id: 'an-id', apiKey: 'a-key', signatureSecret: 'a-secret' },
      primary: { answer: `${base}/answer`, websocketDisconnected: `${base}/websocket-disconnected` },
      static: { fallback: `${base}/static` },
    },
  } as unknown as Emulator;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const USUAL = {
  first: [talk, bot(ONE), talk, person],
  'same-socket': [bot(ONE), talk, person],
  'other-socket': [talk, talk, bot(TWO), person],
  person: [person, talk],
  voicemail: [talk, { action: 'record', beepStart: true }, talk],
  static: [talk, person, talk],
};

describe('readFlow', () => {
  it('finds what the call flow says at first and on each rung, and the static NCCO word by word', async () => {
    answers = USUAL;
    expect(await readFlow(emulator)).toEqual({
      tierSays: {
        primary: [{ what: 'talk' }, { what: 'bot', content: ONE }],
        secondary: [{ what: 'talk' }, { what: 'bot', content: TWO }],
        static: [
          { what: 'talk', content: 'Words.' },
          { what: 'person', content: '12025550199' },
        ],
      },
      rungSays: {
        'same-socket': [
          { what: 'bot', content: ONE },
          { what: 'talk' },
          { what: 'person', content: '12025550199' },
        ],
        'other-socket': [
          { what: 'talk' },
          { what: 'talk' },
          { what: 'bot', content: TWO },
          { what: 'person', content: '12025550199' },
        ],
        person: [{ what: 'person', content: '12025550199' }, { what: 'talk' }],
        voicemail: [{ what: 'talk' }, { what: 'beep', content: 'beep' }, { what: 'talk' }],
      },
      unanswered: [],
      replaced: [],
    });
    expect(asked.length).toBe(6);
  });

  it('finds what callers are asked for and no webhook answers, wherever it is asked', async () => {
    const menu = { action: 'input', type: ['dtmf'] };
    answers = { ...USUAL, first: [talk, menu, bot(ONE)], person: [person, menu] };
    expect((await readFlow(emulator)).unanswered).toEqual([
      expect.stringMatching(
        /^the first NCCO, \$\[1\]\.eventUrl: .* then \$\[2\] is played, whatever was sent/,
      ),
      expect.stringMatching(
        /^the rung person, \$\[1\]\.eventUrl: .* then nothing is left to play, and the call ends/,
      ),
    ]);
    answers = { ...USUAL, first: [talk, { ...menu, eventUrl: ['https://menu.example/'] }, bot(ONE)] };
    expect((await readFlow(emulator)).unanswered).toEqual([]);
  });

  it('does not expect the replacement of a call flow that fails, nor silence where nothing comes', async () => {
    const replaced = lastResort({ person: { type: 'phone', number: '12025550199' }, callerNumber: '1' });
    answers = { first: replaced, person: replaced, static: '<html>' };
    const { tierSays, rungSays } = await readFlow(emulator);
    expect(tierSays).toEqual({
      primary: [{ what: 'bot', content: ONE }],
      secondary: [{ what: 'bot', content: TWO }],
      static: [],
    });
    expect(rungSays).toEqual({
      'same-socket': [{ what: 'bot', content: ONE }],
      'other-socket': [{ what: 'bot', content: TWO }],
      person: [{ what: 'person' }],
      voicemail: [{ what: 'beep' }],
    });
  });

  it('reads what the functions log of each replaced part, the person behind the bot too, and of no other', async () => {
    const [apology, ...others] = lastResort({
      person: { type: 'phone', number: '12025550199' },
      callerNumber: '1',
    });
    answers = {
      ...USUAL,
      first: [talk, bot(ONE), apology, ...others],
      voicemail: [apology, ...others],
    };
    logged = {
      first: { tail: { code: 'call-flow-invalid-ncco', problems: [] } },
      voicemail: { rung: 'voicemail', code: 'call-flow-threw', error: 'Error: boom' },
      person: { rung: 'person', code: 'call-flow-threw' },
    };
    const { replaced } = await readFlow(emulator);
    expect(replaced.map(({ requestId, code, tail }) => [requestId, code, tail?.code]).sort()).toEqual([
      ['first', undefined, 'call-flow-invalid-ncco'],
      ['voicemail', 'call-flow-threw', undefined],
    ]);
  });

  it('expects of recordings only those that loopback has', async () => {
    const stream = (url: string) => ({ action: 'stream', streamUrl: [url] });
    const first = [stream('https://cdn.example/a.mp3'), stream('https://static.example/b.wav'), bot(ONE)];
    answers = { ...USUAL, first };
    expect((await readFlow(emulator)).tierSays.primary).toEqual([
      { what: 'stream' },
      { what: 'bot', content: ONE },
    ]);
  });
});
