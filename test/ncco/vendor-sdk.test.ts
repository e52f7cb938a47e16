import {
  Connect,
  ConnectEventType,
  Conversation,
  Input,
  MachineDetection,
  NCCOBuilder,
  Notify,
  Record as RecordAction,
  RecordingFormat,
  Stream,
  Talk,
  Wait,
  WebsocketBitrate,
} from '@vonage/voice';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';

type Endpoint = ConstructorParameters<typeof Connect>[0];
type Action = Parameters<NCCOBuilder['addAction']>[0];

/** The SDK's own class does not fit its own type of an action. */
const record = (...options: ConstructorParameters<typeof RecordAction>): Action =>
  new RecordAction(...options) as unknown as Action;

const URL = 'https://voice.example.com/event';
const PHONE: Endpoint = { type: 'phone', number: '447700900001' };
const endpoints: readonly (readonly [string, Endpoint])[] = [
  ['phone', PHONE],
  ['phone, all options', { type: 'phone', number: '447700900001', dtmfAnswer: '1p2#', shaken: 'a' }],
  ['app', { type: 'app', user: 'jamie' }],
  ['vbc', { type: 'vbc', extension: '123' }],
  ['sip', { type: 'sip', uri: 'sip:a@pbx.example.com' }],
  [
    'sip, all options',
    {
      type: 'sip',
      uri: 'sip:a@pbx.example.com',
      headers: { 'X-Id': 1 },
      standardHeaders: { userToUser: 'a', 'User-to-User': 'b' },
    },
  ],
  ['websocket', { type: 'websocket', uri: 'wss://bot.example.com' }],
  ...Object.values(WebsocketBitrate).map(
    (contentType) =>
      [
        `websocket, all options, ${contentType}`,
        {
          type: 'websocket',
          uri: 'wss://bot.example.com',
          contentType,
          headers: { caller: '447700900002' },
          authorization: { type: 'custom', value: 'Bearer a' },
        },
      ] as const,
  ),
];

const actions: readonly (readonly [string, Action])[] = [
  ['talk', new Talk('Hi')],
  ['talk, all options', new Talk('Hi', false, 2, '0.5', 'en-GB', '3', true)],
  ['stream', new Stream('https://voice.example.com/a.mp3')],
  ['stream, all options', new Stream('https://voice.example.com/a.mp3', 0.5, false, 2)],
  ['record', record()],
  ['record, all options', record(RecordingFormat.WAV, 'conversation', 2, 3, '#', 60, true, URL, 'POST')],
  ['conversation', new Conversation('room')],
  [
    'conversation, all options',
    new Conversation('room', 'https://voice.example.com/a.mp3', true, true, true, ['a'], ['b'], false),
  ],
  ['input', new Input({})],
  ['input, empty settings', new Input({}, {})],
  [
    'input, all options',
    new Input(
      { timeOut: 5, maxDigits: 1, submitOnHash: true },
      {
        uuid: 'aaaa',
        endOnSilence: true,
        language: 'en-GB',
        context: ['sales'],
        startTimeout: 5,
        maxDuration: 30,
        saveAudio: true,
      },
      URL,
      'POST',
      'synchronous',
    ),
  ],
  ['input, asynchronous', new Input({}, undefined, URL, 'POST', 'asynchronous')],
  ['notify', new Notify({ step: '1' }, URL)],
  ['notify, all options', new Notify({ step: '1' }, URL, 'POST')],
  ['wait', new Wait()],
  ['wait, all options', new Wait(0.5)],
  ...endpoints.map(([name, endpoint]) => [`connect ${name}`, new Connect(endpoint)] as const),
  ...[...Object.values(MachineDetection)].map(
    (machineDetection) =>
      [
        `connect, all options, ${machineDetection}`,
        new Connect(
          PHONE,
          '447700900000',
          false,
          ConnectEventType.SYNCHRONOUS,
          30,
          3600,
          machineDetection,
          URL,
          'POST',
          'https://voice.example.com/a.mp3',
        ),
      ] as const,
  ),
  ['connect from a random number', new Connect(PHONE, undefined, true)],
];

describe('what the vendor’s SDK emits is never refused', () => {
  it.each(actions)('%s', (_name, action) => {
    const ncco = JSON.parse(JSON.stringify(new NCCOBuilder().addAction(action).build())) as unknown[];
    expect(ncco).toHaveLength(1);
    expect(errorsOf(checkNcco(ncco))).toEqual([]);
  });

  it('covers every action that its builder knows', () => {
    const built = new Set(actions.map(([, action]) => (action as { action: string }).action));
    expect([...built].sort()).toEqual(
      ['connect', 'conversation', 'input', 'notify', 'record', 'stream', 'talk', 'wait'].sort(),
    );
  });
});
