import { checkNcco } from '../../ncco/check-ncco.ts';

const PHONE = { type: 'phone', number: '447700900001' };
const SIP = { type: 'sip', uri: 'sip:a@pbx.example.com' };

describe('a warning says what to write instead', () => {
  it.each([
    [{ action: 'talk', text: 'a', voiceName: 'Amy' }, 'language and style (this option is deprecated)'],
    [
      { action: 'talk', text: 'a', provider: 'google' },
      'no such option (one vendor SDK has it, the documentation does not)',
    ],
    [
      { action: 'talk', text: 'a', eventOnCompletion: true },
      'no such option (vendor SDKs had it for a year and took it out again)',
    ],
    [
      { action: 'connect', endpoint: [PHONE], advanced_machine_detection: {} },
      'advancedMachineDetection (SDKs disagree on the spelling)',
    ],
    [
      { action: 'connect', endpoint: [{ ...PHONE, shaken: 'a' }] },
      'no shaken, unless Vonage has switched it on for your account',
    ],
    [
      { action: 'connect', endpoint: [{ ...SIP, standard_headers: {} }] },
      "standardHeaders (standard_headers is the REST API's spelling)",
    ],
    [
      { action: 'connect', endpoint: [PHONE], eventType: 'asynchronous' },
      '"synchronous", or no eventType for the default',
    ],
    [
      { action: 'connect', endpoint: [PHONE], timeout: '45' },
      'an integer from 3 to 7200, not as text: Vonage is known to read such text, but does not document it',
    ],
    [{ action: 'input', type: ['dtmf'], maxDigits: 4 }, 'dtmf: { maxDigits } (this option is deprecated)'],
    [{ action: 'pay', amount: 1 }, 'a documented action (pay is no longer one)'],
    [
      { action: 'talk', text: 'a', bargeIn: true },
      'an input action after it, for the caller to interrupt into',
    ],
  ])('%j', (action, expected) => {
    expect(checkNcco([action])).toMatchObject([{ severity: 'warning', expected }]);
  });

  it('transfer moves every leg away, so nothing runs after it', () => {
    expect(checkNcco([{ action: 'transfer', conversationId: 'CON-1' }, { action: 'record' }])).toEqual([
      {
        severity: 'warning',
        path: '$[1]',
        expected: 'nothing: $[0] moves every leg away',
        found: 'an action that never runs',
      },
    ]);
  });
});

describe('a rule on two options names both', () => {
  it.each([
    [
      { action: 'connect', endpoint: [PHONE], from: '447700900000', randomFromNumber: true },
      'from or randomFromNumber, not both',
      'true',
    ],
    [
      { action: 'connect', endpoint: [{ ...SIP, user: 'a' }] },
      'uri, or user and domain, not both',
      'uri and user',
    ],
    [{ action: 'connect', endpoint: [{ type: 'sip' }] }, 'uri, or user and domain', 'neither'],
    [{ action: 'connect', endpoint: [{ type: 'sip', user: 'a' }] }, 'uri, or user and domain', 'only user'],
    [{ action: 'record', channels: 2 }, '"conversation", because channels is set', 'nothing'],
    [
      { action: 'conversation', name: 'a', transcription: {} },
      'true, because transcription is set',
      'nothing',
    ],
    [{ action: 'conversation', name: 'a', mute: true, canSpeak: [] }, 'mute or canSpeak, not both', 'true'],
    [
      { action: 'input', type: ['dtmf'], speech: {} },
      '"speech" among them, because speech settings are given',
      'an array of 1',
    ],
    [
      { action: 'input', type: ['dtmf'], mode: 'asynchronous', dtmf: { maxDigits: 1 } },
      'no settings, because mode is asynchronous',
      'an object with "maxDigits"',
    ],
  ])('%j', (action, expected, found) => {
    expect(checkNcco([action])).toMatchObject([{ severity: 'error', expected, found }]);
  });
});
