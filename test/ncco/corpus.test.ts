import { checkNcco, isServable } from '../../ncco/check-ncco.ts';

/**
 * NCCOs as people send them, each with the verdict and where it comes from. `fine`: nothing to say. `warning`: served, with a
 * remark. `error`: Vonage is documented to refuse it, and it is replaced.
 *
 * Sources: REF the NCCO reference (its tables and examples); SCHEMA Nexmo/api-specification ncco-schema.json; TEXT vendor
 * samples and SDKs that write a boolean or number as text (guide samples beepStart:"true" and endOnSilence:"3", PHP SDK PR
 * #265, dotnet-sdk #211); RANGE a value outside the documented range, of which no refusal is documented; BARGE nexmo-developer
 * PR #1662; TYPE "Syntax error in NCCO. Invalid value type or action." (nexmo-developer PR #2491); others by name.
 */
type Verdict = 'fine' | 'warning' | 'error';
type Row = readonly [verdict: Verdict, source: string, ncco: unknown];

const PHONE = { type: 'phone', number: '447700900001' };
const SIP = { type: 'sip', uri: 'sip:a@pbx.example.com' };
const SOCKET = { type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=16000' };
const URL = 'https://voice.example.com/event';
const AUDIO = 'https://voice.example.com/a.mp3';
const WITHHELD = 'REF: "another value will result in the caller ID being unknown"';
const UNPROVEN_URLS = 'Node SDK 1.24 sends an empty eventUrl; the docs want an array of one';

const talk = (options: object = {}) => ({ action: 'talk', text: 'Hi', ...options });
const stream = (options: object = {}) => ({ action: 'stream', streamUrl: [AUDIO], ...options });
const record = (options: object = {}) => ({ action: 'record', ...options });
const room = (options: object = {}) => ({ action: 'conversation', name: 'room', ...options });
const connect = (options: object = {}, endpoint: object = PHONE) => ({
  action: 'connect',
  endpoint: [endpoint],
  ...options,
});
const input = (options: object = {}) => ({ action: 'input', type: ['dtmf'], ...options });
const dtmf = (options: object) => input({ dtmf: options });
const speech = (options: object) => ({ action: 'input', type: ['speech'], speech: options });
const notify = (options: object = {}) => ({ action: 'notify', payload: {}, eventUrl: [URL], ...options });
const wait = (options: object = {}) => ({ action: 'wait', ...options });
const pay = (options: object = {}) => ({ action: 'pay', amount: 9.99, ...options });
const transfer = (options: object = {}) => ({ action: 'transfer', conversationId: 'CON-1', ...options });

const CORPUS: readonly Row[] = [
  // talk
  ['fine', 'REF', [talk()]],
  ['fine', 'REF', [talk({ loop: 0, level: -0.5, language: 'en-GB', style: 2, premium: true })]],
  ['fine', 'REF', [talk({ bargeIn: true }), input()]],
  ['warning', 'TEXT', [talk({ loop: '1' })]],
  ['warning', 'TEXT', [talk({ loop: '0' })]],
  ['warning', 'TEXT', [talk({ bargeIn: 'false' })]],
  ['warning', 'TEXT', [talk({ bargeIn: 'TRUE' }), input()]],
  ['warning', 'TEXT', [talk({ level: '0.5' })]],
  ['warning', 'TEXT', [talk({ style: '3', premium: 'true' })]],
  ['error', 'TYPE', [talk({ loop: 'soon' })]],
  ['error', 'TYPE', [talk({ bargeIn: 'perhaps' })]],
  ['error', 'TYPE', [talk({ premium: 1 })]],
  ['error', 'TYPE', [talk({ text: 5 })]],
  ['error', 'TYPE', [talk({ text: undefined })]],
  ['error', 'TYPE', [talk({ loop: '' })]],
  ['error', 'TYPE', [talk({ level: { value: 1 } })]],
  ['warning', 'RANGE', [talk({ level: 0.55 })]],
  ['warning', 'RANGE', [talk({ level: '-0.05' })]],
  ['fine', 'REF', [talk({ level: 0.3 }), talk({ level: -0.7 })]],
  [
    'fine',
    'SSML guide',
    [talk({ text: '<speak>Hi<break time="1s"/> <prosody rate="slow">you</prosody></speak>' })],
  ],
  ['fine', 'REF', [talk({ text: 'Is 3 < 4 and 5 > 4?' })]],
  ['warning', 'SSML guide', [talk({ text: 'Hi <break time="1s"/> you' })]],
  ['warning', 'SSML guide', [talk({ text: '<speak>Hi' })]],
  ['warning', 'SSML guide', [talk({ text: '<speak>Hi <prosody rate="slow">you</speak>' })]],
  ['warning', 'SSML guide', [talk({ text: 'Hi</speak>' })]],
  ['warning', 'SSML guide', [talk({ text: '<prosody rate="slow">Hi</prosody>' })]],
  ['warning', 'no refusal documented', [talk({ text: '' })]],
  ['warning', 'VOICE-OAS: deprecated', [talk({ voiceName: 'Amy' })]],
  // stream
  ['fine', 'REF', [stream()]],
  ['fine', 'REF', [stream({ level: 0.1, loop: 0 })]],
  ['fine', 'REF', [stream({ bargeIn: true }), input()]],
  ['warning', 'TEXT', [stream({ level: '0', loop: '2' })]],
  ['warning', 'TEXT', [stream({ bargeIn: 'true' }), input()]],
  ['warning', 'RANGE', [stream({ level: 0.25 })]],
  ['warning', UNPROVEN_URLS, [stream({ streamUrl: [AUDIO, AUDIO] })]],
  ['error', 'REF: required', [stream({ streamUrl: [] })]],
  ['error', 'TYPE', [stream({ streamUrl: AUDIO })]],
  ['error', 'BARGE', [stream({ bargeIn: true })]],
  ['error', 'BARGE', [stream({ bargeIn: 'true' })]],
  ['error', 'BARGE', [talk(), stream({ bargeIn: true }), talk()]],
  ['error', 'BARGE', [stream({ bargeIn: true }), record(), input()]],
  ['error', 'BARGE', [talk({ bargeIn: true }), stream({ bargeIn: true }), connect()]],
  ['warning', 'BARGE, inferred for talk', [talk({ bargeIn: true })]],
  ['warning', 'BARGE, inferred for talk', [talk({ bargeIn: true }), connect()]],
  [
    'warning',
    'BARGE, inferred for talk',
    [stream({ bargeIn: true }), input(), talk({ bargeIn: true }), record()],
  ],
  // record
  ['fine', 'REF', [record()]],
  [
    'fine',
    'REF',
    [record({ format: 'wav', split: 'conversation', channels: 2, beepStart: true, timeOut: 60 })],
  ],
  ['warning', 'TEXT', [record({ endOnSilence: '4', beepStart: 'true' })]],
  ['warning', 'TEXT', [record({ timeOut: '60', endOnKey: '#' })]],
  ['warning', 'TEXT', [record({ split: 'conversation', channels: '2' })]],
  ['warning', 'TEXT', [record({ transcription: { sentimentAnalysis: 'true' } })]],
  ['warning', UNPROVEN_URLS, [record({ eventUrl: [] })]],
  ['warning', UNPROVEN_URLS, [record({ eventUrl: [URL, URL] })]],
  ['warning', UNPROVEN_URLS, [record({ transcription: { eventUrl: [] } })]],
  ['error', 'TYPE', [record({ endOnSilence: 'soon' })]],
  ['error', 'TYPE', [record({ beepStart: 'yes' })]],
  ['error', 'TYPE', [record({ eventUrl: URL })]],
  ['error', 'TYPE', [record({ endOnSilence: [4] })]],
  // conversation
  ['fine', 'REF', [room({ startOnEnter: false, record: true, musicOnHoldUrl: [AUDIO] })]],
  ['fine', 'vendor fixtures (PY, JAVA)', [room({ mute: false, canSpeak: ['a'] })]],
  ['warning', 'TEXT', [room({ record: 'true' })]],
  ['warning', 'TEXT', [room({ record: 'true', transcription: {} })]],
  ['warning', 'TEXT', [room({ startOnEnter: 'false', endOnExit: 'true', mute: 'false', canSpeak: [] })]],
  ['warning', 'REF: "a URL" in prose', [room({ musicOnHoldUrl: AUDIO })]],
  ['warning', UNPROVEN_URLS, [room({ musicOnHoldUrl: [] })]],
  ['error', 'REF: not with canSpeak', [room({ mute: true, canSpeak: [] })]],
  ['error', 'REF: not with canSpeak', [room({ mute: 'true', canSpeak: [] })]],
  ['error', 'JAVA: only with record', [room({ record: 'false', transcription: {} })]],
  ['error', 'TYPE', [room({ record: 'sometimes' })]],
  ['error', 'TYPE', [{ action: 'conversation' }]],
  // connect
  ['fine', 'REF', [connect({ from: '447700900000', timeout: 30, limit: 3600 })]],
  ['warning', 'TEXT', [connect({ limit: '3600' })]],
  ['warning', 'TEXT', [connect({ timeout: '45', randomFromNumber: 'true' })]],
  ['warning', 'TEXT', [connect({ advancedMachineDetection: { beep_timeout: '60' } })]],
  ['warning', WITHHELD, [connect({ from: 'Example Ltd' })]],
  ['warning', WITHHELD, [connect({ from: '+447700900000' })]],
  ['warning', WITHHELD, [connect({ from: '' })]],
  ['warning', WITHHELD, [connect({ from: '123456' })]],
  ['warning', WITHHELD, [connect({ from: '1234567890123456' })]],
  ['warning', WITHHELD, [connect({ from: 447700900000 })]],
  ['warning', WITHHELD, [connect({ from: 'websocket' }, SOCKET)]],
  ['error', 'TYPE', [connect({ from: { number: '447700900000' } })]],
  ['error', 'TYPE', [connect({ from: null })]],
  ['warning', 'RANGE', [connect({ limit: 86_400 })]],
  ['warning', 'RANGE', [connect({ limit: '7201' })]],
  ['error', 'TYPE', [connect({ limit: 'long' })]],
  ['warning', UNPROVEN_URLS, [connect({ eventUrl: [] })]],
  ['warning', UNPROVEN_URLS, [connect({ eventType: 'synchronous', eventUrl: [URL, URL] })]],
  ['error', 'REF: not with randomFromNumber', [connect({ from: '447700900000', randomFromNumber: true })]],
  ['error', 'REF: not with randomFromNumber', [connect({ from: '447700900000', randomFromNumber: 'True' })]],
  ['warning', 'blog 2021 names the default', [connect({ eventType: 'asynchronous' })]],
  ['error', 'REF: exactly one', [{ action: 'connect', endpoint: [] }]],
  ['error', 'REF: exactly one', [{ action: 'connect', endpoint: [PHONE, PHONE] }]],
  ['error', 'TYPE', [{ action: 'connect', endpoint: PHONE }]],
  // endpoints
  ['fine', 'REF', [connect({}, { ...PHONE, dtmfAnswer: '1p2#' })]],
  ['warning', 'no refusal documented', [connect({}, { ...PHONE, number: '+447700900001' })]],
  ['error', 'TYPE', [connect({}, { ...PHONE, number: 447700900001 })]],
  ['error', 'REF: required', [connect({}, { type: 'phone' })]],
  ['fine', 'SCHEMA ^sips?:', [connect({}, { ...SIP, uri: 'sips:a@pbx.example.com' })]],
  [
    'fine',
    'REF',
    [connect({}, { ...SIP, headers: { 'X-Id': '1' }, standardHeaders: { 'User-to-User': 'a' } })],
  ],
  ['warning', 'REST: 50 characters', [connect({}, { ...SIP, uri: `sip:${'a'.repeat(60)}@example.com` })]],
  ['warning', 'Node SDK types it as unknown', [connect({}, { ...SIP, headers: { 'X-Id': 1 } })]],
  ['warning', "Node SDK's constructor takes an array", [connect({}, { ...SIP, headers: [{ 'X-Id': '1' }] })]],
  ['error', 'TYPE', [connect({}, { ...SIP, headers: 'X-Id: 1' })]],
  ['error', 'REF', [connect({}, { ...SIP, uri: 'tel:447700900001' })]],
  ['fine', 'REF', [connect({}, SOCKET)]],
  ['fine', 'VOICE-OAS', [connect({}, { ...SOCKET, 'content-type': 'audio/l16;rate=24000' })]],
  ['warning', 'python-sdk PR #292', [connect({}, { type: 'websocket', uri: SOCKET.uri })]],
  [
    'warning',
    'python-sdk PR #292',
    [connect({}, { type: 'websocket', uri: SOCKET.uri, contentType: 'audio/l16;rate=8000' })],
  ],
  ['error', 'REF: one of three', [connect({}, { ...SOCKET, 'content-type': 'audio/mpeg' })]],
  ['error', 'REF', [connect({}, { ...SOCKET, uri: 'https://bot.example.com' })]],
  ['error', 'REF: 512 bytes', [connect({}, { ...SOCKET, headers: { a: 'x'.repeat(600) } })]],
  ['fine', 'REF', [connect({}, { type: 'app', user: 'jamie' })]],
  ['fine', 'REF', [connect({}, { type: 'vbc', extension: '123' })]],
  ['error', 'TYPE', [connect({}, { type: 'fax', number: '447700900001' })]],
  // input
  ['fine', 'REF', [input({ dtmf: { maxDigits: 1, timeOut: 5, submitOnHash: true } })]],
  ['fine', 'REF', [speech({ endOnSilence: 0.5, context: ['sales'], startTimeout: 5, saveAudio: false })]],
  ['warning', 'TEXT', [dtmf({ maxDigits: '1', timeOut: '5', submitOnHash: 'true' })]],
  [
    'warning',
    'TEXT',
    [speech({ endOnSilence: '1.5', maxDuration: '30', saveAudio: 'false', sensitivity: '50' })],
  ],
  ['warning', 'JAVA, PY fixtures', [dtmf({ maxDigits: 0 })]],
  ['warning', 'RANGE', [dtmf({ maxDigits: 21 })]],
  ['warning', 'RANGE', [dtmf({ maxDigits: '22' })]],
  ['warning', 'required since nexmo-developer PR #3733', [{ action: 'input' }]],
  ['warning', 'required since nexmo-developer PR #3733', [{ action: 'input', dtmf: { maxDigits: 1 } }]],
  ['warning', 'the form before 2020', [{ action: 'input', maxDigits: 1, timeOut: '5' }]],
  ['warning', 'Node SDK sends it', [{ action: 'input', type: [], eventUrl: [] }]],
  ['warning', UNPROVEN_URLS, [input({ eventUrl: [] })]],
  ['warning', 'Node SDK types it as text', [speech({ uuid: 'aaaa' })]],
  ['warning', 'Node SDK types it as a boolean', [speech({ endOnSilence: true })]],
  ['error', 'TYPE', [dtmf({ maxDigits: 'one' })]],
  ['error', 'TYPE', [input({ type: 'dtmf' })]],
  ['error', 'REF', [input({ type: ['keys'] })]],
  ['error', 'TYPE', [input({ eventUrl: URL })]],
  // notify
  ['fine', 'REF', [notify({ payload: { step: 1, more: { a: true } }, eventMethod: 'POST' })]],
  ['warning', UNPROVEN_URLS, [notify({ eventUrl: [URL, URL] })]],
  ['error', 'node-sdk PR #906', [notify({ eventUrl: [] })]],
  ['error', 'REF: required', [{ action: 'notify', payload: {} }]],
  ['error', 'TYPE', [notify({ payload: 'text' })]],
  // wait, transfer, pay
  ['fine', 'REF', [wait({ timeout: 0.5 })]],
  ['warning', 'TEXT', [wait({ timeout: '1.5' })]],
  ['warning', 'clamped (NODE, JAVA)', [wait({ timeout: 0 })]],
  ['warning', 'clamped (NODE, JAVA)', [wait({ timeout: '8000' })]],
  ['error', 'TYPE', [wait({ timeout: 'a while' })]],
  ['fine', 'REF', [transfer({ mute: false, canHear: [] })]],
  ['warning', 'JAVA: the last thing that happens', [transfer(), talk()]],
  ['error', 'REF: required', [{ action: 'transfer' }]],
  ['warning', 'no longer documented', [pay({ prompts: [{ type: 'CardNumber', text: 'Card?' }] })]],
  ['warning', 'RANGE', [pay({ prompts: [{ type: 'CardNumber' }] })]],
  ['warning', 'TEXT', [pay({ amount: '9.99' })]],
  ['error', 'TYPE', [pay({ amount: 'much' })]],
  // the whole
  ['error', 'SCHEMA minItems 1', []],
  ['error', 'TYPE', {}],
  ['error', 'TYPE', 'talk'],
  ['error', 'TYPE', null],
  ['error', 'TYPE', [[talk()]]],
  ['error', 'TYPE', [{ text: 'Hi' }]],
  ['error', 'TYPE', [{ action: 'Talk', text: 'Hi' }]],
  ['error', 'TYPE', [{ action: 'hangup' }]],
  ['warning', 'unknown keys: not documented', [talk({ volume: 1 })]],
];

const verdictOn = (ncco: unknown): Verdict => {
  const severities = checkNcco(ncco).map(({ severity }) => severity);
  if (severities.includes('error')) return 'error';
  return severities.includes('warning') ? 'warning' : 'fine';
};

it.each(CORPUS.map(([verdict, source, ncco]) => [JSON.stringify(ncco), verdict, source, ncco] as const))(
  '%s: %s (%s)',
  (_text, verdict, _source, ncco) => {
    expect(verdictOn(ncco)).toBe(verdict);
    expect(isServable(ncco)).toBe(verdict !== 'error');
  },
);

it('holds at least 120 NCCOs, each once, with all three verdicts for every action', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(120);
  expect(new Set(CORPUS.map(([, , ncco]) => JSON.stringify(ncco))).size).toBe(CORPUS.length);
});

describe('a warning says what Vonage makes of it', () => {
  it.each([
    [
      [record({ endOnSilence: '4' })],
      'an integer from 3 to 10, not as text: Vonage is known to read such text',
    ],
    [[record({ beepStart: 'true' })], 'true or false, not as text: Vonage is known to read such text'],
    [[connect({ from: 'Example Ltd' })], 'the person called sees an unknown caller'],
    [[connect({}, { type: 'websocket', uri: SOCKET.uri })], 'without it Vonage uses audio/l16;rate=16000'],
    [[wait({ timeout: 8000 })], 'Vonage uses the nearest limit'],
    [[talk({ level: 0.55 })], 'from -1 to 1 in steps of 0.1'],
    [[connect({ limit: 86_400 })], 'from 1 to 7200'],
    [[dtmf({ maxDigits: 21 })], 'from 1 to 20'],
  ])('%j', (ncco, expected) => {
    const [problem] = checkNcco(ncco);
    expect(problem?.severity).toBe('warning');
    expect(problem?.expected).toContain(expected);
  });
});
