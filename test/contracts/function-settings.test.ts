import { parseSettings } from '../../contracts/function-settings.ts';
import { SETTINGS } from '../functions/support/runtime.ts';

const withChange = (change: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...SETTINGS, ...change });

describe('parseSettings', () => {
  it('reads what the stack writes', () => {
    expect(parseSettings(JSON.stringify(SETTINGS))).toEqual(SETTINGS);
  });

  it('reads ranges of both kinds', () => {
    const source = { mode: 'both', countOutside: ['0.0.0.0/0', '8.8.8.8/32', '::/0', '2606:4700::/128'] };
    expect(parseSettings(withChange({ source })).source).toEqual(source);
  });

  it('reads a SIP person', () => {
    const person = { type: 'sip', uri: 'sip:agents@pbx.example.com;transport=tls' };
    expect(parseSettings(withChange({ person })).person).toEqual(person);
  });

  it.each([
    ['text that is not JSON', '{', 'SETTINGS: expected JSON'],
    ['an array', '[]', 'SETTINGS'],
    ['no application', withChange({ applicationIds: [] }), 'SETTINGS.applicationIds'],
    ['an empty application id', withChange({ applicationIds: [''] }), 'SETTINGS.applicationIds.0'],
    ['no API key', withChange({ apiKey: undefined }), 'SETTINGS.apiKey'],
    ['a number with a plus', withChange({ callerNumber: '+447700900000' }), 'SETTINGS.callerNumber'],
    ['an unknown kind of person', withChange({ person: { type: 'pigeon' } }), 'SETTINGS.person.type'],
    [
      'a web page as a bot',
      withChange({ websocket: { uri: 'https://x', otherUri: 'wss://x' } }),
      'SETTINGS.websocket.uri',
    ],
    [
      'a deadline of none',
      withChange({ deadlinesMs: { ...SETTINGS.deadlinesMs, fallback: 0 } }),
      'SETTINGS.deadlinesMs.fallback',
    ],
    [
      'a deadline as text',
      withChange({ deadlinesMs: { ...SETTINGS.deadlinesMs, answer: '600' } }),
      'SETTINGS.deadlinesMs.answer',
    ],
    [
      'a limit of none',
      withChange({ nearMissMs: { ...SETTINGS.nearMissMs, event: undefined } }),
      'SETTINGS.nearMissMs.event',
    ],
    [
      'a rate of none',
      withChange({ outbound: { ...SETTINGS.outbound, callsPerSecond: 0 } }),
      'SETTINGS.outbound.callsPerSecond',
    ],
    [
      'no word on lines',
      withChange({ outbound: { callsPerSecond: 3, peakCalls: null } }),
      'SETTINGS.outbound.personLines',
    ],
    ['no word on drills', withChange({ drillable: undefined }), 'SETTINGS.drillable'],
    [
      'a source of its own',
      withChange({ source: { mode: 'none', countOutside: [] } }),
      'SETTINGS.source.mode',
    ],
    ['no word on numbers', withChange({ showNumbers: undefined }), 'SETTINGS.showNumbers'],
  ])('refuses %s by name, with expected, found and what to do', (_case, text, name) => {
    expect(() => parseSettings(text)).toThrow(name);
    expect(() => parseSettings(text)).toThrow(/: expected .+, found .+\. The stack writes this variable/s);
  });

  it.each(['8.8.8.8', '8.8.8.0/33', '8.8.8/24', '2606:4700::/129', 'here/8', '', '/8'])(
    'refuses "%s" as a range',
    (range) => {
      const text = withChange({ source: { mode: 'both', countOutside: ['8.8.8.0/24', range] } });
      expect(() => parseSettings(text)).toThrow('SETTINGS.source.countOutside.1: expected a CIDR block');
    },
  );
});
