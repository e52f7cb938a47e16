import { checkNcco } from '../../ncco/check-ncco.ts';

interface Limits {
  readonly option: string;
  /** An NCCO whose option has this value. */
  readonly ncco: (value: unknown) => unknown;
  readonly right: readonly unknown[];
  readonly tolerated?: readonly unknown[];
  readonly wrong: readonly unknown[];
}

const WEBSOCKET = { type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=16000' };
const PHONE = { type: 'phone', number: '447700900001' };

const action =
  (name: string, option: string, others: object = {}) =>
  (value: unknown) => [{ action: name, ...others, [option]: value }];

const connect = (option: string) => (value: unknown) => [
  { action: 'connect', endpoint: [PHONE], [option]: value },
];

const endpoint = (base: object, option: string) => (value: unknown) => [
  { action: 'connect', endpoint: [{ ...base, [option]: value }] },
];

const settings = (kind: 'dtmf' | 'speech', option: string) => (value: unknown) => [
  { action: 'input', type: [kind], [kind]: { [option]: value } },
];

const letters = (count: number): string => 'a'.repeat(count);
const digits = (count: number): string => '4'.repeat(count);

const LIMITS: readonly Limits[] = [
  {
    option: 'talk.text',
    ncco: action('talk', 'text'),
    right: ['a', letters(1500), `<speak>${letters(1500)}</speak>`, '😀'.repeat(1500)],
    tolerated: ['', ' '],
    wrong: [letters(1501)],
  },
  {
    option: 'talk.level',
    ncco: action('talk', 'level', { text: 'a' }),
    right: [-1, 0, 0.1, 1],
    tolerated: ['-1', '1', 0.15],
    wrong: [-1.01, 1.01, '1.01', ''],
  },
  {
    option: 'talk.style',
    ncco: action('talk', 'style', { text: 'a' }),
    right: [0, 30],
    tolerated: ['0'],
    wrong: [-1, 0.5, '0.5'],
  },
  {
    option: 'talk.loop',
    ncco: action('talk', 'loop', { text: 'a' }),
    right: [0, 1000],
    wrong: [-1, 0.5],
  },
  {
    option: 'talk.language',
    ncco: action('talk', 'language', { text: 'a' }),
    right: ['en', 'arb', 'en-US', 'es-419', 'en-GB-WLS', 'ca-valencia', 'x'.repeat(3) + '-a'],
    wrong: ['e', 'engl', 'en-', 'en-US-', 'en_US', 'en-abcdefghi'],
  },
  {
    option: 'record.channels',
    ncco: action('record', 'channels', { split: 'conversation' }),
    right: [1, 32],
    wrong: [0, 33],
  },
  { option: 'record.endOnSilence', ncco: action('record', 'endOnSilence'), right: [3, 10], wrong: [2, 11] },
  { option: 'record.timeOut', ncco: action('record', 'timeOut'), right: [3, 7200], wrong: [2, 7201] },
  {
    option: 'record.endOnKey',
    ncco: action('record', 'endOnKey'),
    right: ['0', '9', '*', '#'],
    wrong: ['', 'p', '10'],
  },
  {
    option: 'connect.timeout',
    ncco: connect('timeout'),
    right: [3, 7200],
    tolerated: [1, 2, 7201, 86_400, '45', '1', '86400'],
    wrong: [0, 86_401, '0', '86401', '4.5'],
  },
  {
    option: 'connect.limit',
    ncco: connect('limit'),
    right: [1, 7200],
    tolerated: [7201, 86_400],
    wrong: [0, 86_401],
  },
  {
    option: 'connect.from',
    ncco: connect('from'),
    right: [digits(7), digits(15)],
    tolerated: [digits(6), digits(16)],
    wrong: [],
  },
  {
    option: 'connect.advancedMachineDetection.beep_timeout',
    ncco: (value) => connect('advancedMachineDetection')({ beep_timeout: value }),
    right: [45, 120],
    tolerated: [30, 44],
    wrong: [29, 121],
  },
  {
    option: 'phone.number',
    ncco: endpoint({ type: 'phone' }, 'number'),
    right: [digits(7), digits(15)],
    wrong: [digits(6), digits(16)],
  },
  {
    option: 'sip.uri',
    ncco: endpoint({ type: 'sip' }, 'uri'),
    right: ['sip:a', 'sips:a', `sip:${letters(46)}`],
    tolerated: [`sip:${letters(47)}`],
    wrong: ['sip:', 'tel:a'],
  },
  {
    option: 'websocket.headers',
    ncco: endpoint(WEBSOCKET, 'headers'),
    right: [{}, { a: letters(504) }, { a: 'é'.repeat(252) }],
    wrong: [{ a: letters(505) }, { a: 'é'.repeat(252) + 'a' }],
  },
  {
    option: 'websocket.authorization.value',
    ncco: (value) => endpoint(WEBSOCKET, 'authorization')({ type: 'custom', value }),
    right: ['a', ' ~', letters(8191)],
    wrong: ['', letters(8192), 'a\n', '\u007f'],
  },
  { option: 'dtmf.timeOut', ncco: settings('dtmf', 'timeOut'), right: [0, 10], wrong: [-1, 11] },
  {
    option: 'dtmf.maxDigits',
    ncco: settings('dtmf', 'maxDigits'),
    right: [1, 20],
    tolerated: [0, 21, 22],
    wrong: [-1, 23],
  },
  {
    option: 'speech.endOnSilence',
    ncco: settings('speech', 'endOnSilence'),
    right: [0.4, 2.5, 10],
    wrong: [0.39, 10.1],
  },
  { option: 'speech.startTimeout', ncco: settings('speech', 'startTimeout'), right: [1, 60], wrong: [0, 61] },
  { option: 'speech.maxDuration', ncco: settings('speech', 'maxDuration'), right: [1, 60], wrong: [0, 61] },
  {
    option: 'speech.sensitivity',
    ncco: settings('speech', 'sensitivity'),
    right: [10, 100],
    wrong: [9, 101],
  },
  { option: 'speech.context', ncco: settings('speech', 'context'), right: [[], ['a', 'b']], wrong: [['']] },
  {
    option: 'speech.uuid',
    ncco: settings('speech', 'uuid'),
    right: [['a']],
    tolerated: [[], ['a', 'b']],
    wrong: [['']],
  },
  {
    option: 'wait.timeout',
    ncco: action('wait', 'timeout'),
    right: [0.1, 7200],
    tolerated: [0.09, 7200.1, -1, '1'],
    wrong: ['', '1s'],
  },
  {
    option: 'pay.amount',
    ncco: action('pay', 'amount'),
    right: [],
    tolerated: [0.01, 1000],
    wrong: [0, -1],
  },
];

const worst = (ncco: unknown): string => {
  const severities = checkNcco(ncco).map(({ severity }) => severity);
  if (severities.includes('error')) return 'wrong';
  return severities.includes('warning') ? 'tolerated' : 'right';
};

describe.each(LIMITS)('$option', ({ ncco, right, tolerated = [], wrong }) => {
  const cases = [
    ...right.map((value) => ({ value, judgement: 'right' })),
    ...tolerated.map((value) => ({ value, judgement: 'tolerated' })),
    ...wrong.map((value) => ({ value, judgement: 'wrong' })),
  ].map((each) => ({ ...each, shown: JSON.stringify(each.value).slice(0, 30) }));

  it.each(cases)('$shown is $judgement', ({ value, judgement }) => {
    expect(worst(ncco(value))).toBe(judgement);
  });
});
