import { checkSettings } from '../../../contracts/settings/settings-schema.ts';
import { SettingsError } from '../../../contracts/settings/settings-error.ts';
import { settings } from '../../fixtures/own/settings.ts';

/** The shipped settings with one value changed; `path` is dotted. */
const changed = (path: string, value: unknown): unknown => {
  const copy = structuredClone(settings) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const owner = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy);
  owner[last] = value;
  return copy;
};

const problemsOf = (value: unknown): SettingsError['problems'] => {
  try {
    checkSettings(value);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
const DOMAIN = {
  name: 'voice.example.com',
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  hostedZoneName: 'example.com',
};
const OTHER_UUID = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';

describe('checkSettings', () => {
  it('returns the shipped settings', () => {
    expect(checkSettings(settings)).toEqual(settings);
  });

  it.each([
    ['a second application', 'vonage.applicationIds', [UUID, OTHER_UUID]],
    ['a region with a long name', 'regions.primary', 'ap-southeast-2'],
    ['a SIP URI without a user', 'person.sip', 'sip:pbx.example.com'],
    ['a SIP URI with port and parameters', 'person.sip', 'sip:1001@pbx.example.com:5061;transport=tls'],
    ['a sips URI', 'person.sip', 'sips:agents@pbx.example.com'],
    ['a WebSocket URI with a query', 'websocketUri.primary', 'wss://bot.example.com/socket?region=a'],
    ['an unencrypted WebSocket on loopback', 'websocketUri.primary', 'ws://127.0.0.1:8080/socket'],
    ['the other timeouts', 'timeouts', 'tight'],
    ['a POST fallback', 'fallbackMethod', 'POST'],
    ['addresses instead of signatures', 'source.mode', 'ip'],
    ['ranges of our own', 'source.operatorRanges', ['8.8.8.0/24', '1.1.1.1/32', '2606:4700::/32']],
    ['whole numbers in the logs', 'logs.showNumbers', true],
    ['a rate by agreement', 'vonage.callsPerSecond', null],
    ['a rate of more', 'vonage.callsPerSecond', 30],
    ['no word on the rate: 3', 'vonage.callsPerSecond', undefined],
    ['a peak', 'vonage.peakCalls', 540],
    ['no word on the peak', 'vonage.peakCalls', undefined],
    ['two lines', 'person.lines', 2],
    ['any number of lines', 'person.lines', null],
    ['no word on lines', 'person.lines', undefined],
    ['logs for a week', 'logs.retentionDays', 7],
    ['warm environments', 'functions.provisionedConcurrency', 2],
    ['a reservation', 'functions.reservedConcurrency', 50],
    ['an email for alarms', 'alarms.email', 'voice-oncall@example.com'],
    ['an hour of silence', 'alarms.silentMinutes', 60],
    ['stacks for drills', 'drillable', true],
    ['a domain', 'domain', DOMAIN],
    ['a domain two levels down', 'domain', { ...DOMAIN, name: 'a.voice.example.com' }],
  ])('takes %s', (_case, path, value) => {
    expect(problemsOf(changed(path, value))).toEqual([]);
  });

  it.each([
    ['a name with capitals', 'name', 'Voice', 'bucket names are built from it'],
    ['a name that makes a bucket name of 64 characters', 'name', 'a'.repeat(28), '2 to 27 lower-case'],
    ['a name that ends in a hyphen', 'name', 'voice-', 'single hyphens'],
    ['a name that no parameter may have', 'name', 'aws-voice', 'none begins with "aws"'],
    ['a name that no bucket may begin with', 'name', 'sthree', 'none begins with "sthree-"'],
    ['a region that is none', 'regions.primary', 'eu-central', 'the name of an AWS region'],
    ['an availability zone', 'regions.primary', 'eu-central-1a', 'the name of an AWS region'],
    ['us-east-1 as the primary', 'regions.primary', 'us-east-1', 'other than us-east-1'],
    ['us-east-1 as the secondary', 'regions.secondary', 'us-east-1', 'other than us-east-1'],
    ['us-east-1 for the static tier', 'regions.static', 'us-east-1', 'other than us-east-1'],
    ['a primary missing', 'regions.primary', undefined, 'the name of an AWS region'],
    ['no application', 'vonage.applicationIds', [], 'a list of at least one application id'],
    ['an application outside a list', 'vonage.applicationIds', UUID, 'a list of at least one application id'],
    ['an API key with a hyphen', 'vonage.apiKey', 'abcd-234', 'the 8 letters and digits'],
    [
      'no call a second',
      'vonage.callsPerSecond',
      0,
      'null (no limit, by agreement with Vonage), or a whole number from 1',
    ],
    ['half a call a second', 'vonage.callsPerSecond', 0.5, 'a whole number from 1 to 1000'],
    ['a rate as text', 'vonage.callsPerSecond', '3', 'null (no limit'],
    ['a peak of none', 'vonage.peakCalls', 0, 'null (not declared), or a whole number from 1'],
    ['an endless peak', 'vonage.peakCalls', Infinity, 'null (not declared)'],
    ['no line', 'person.lines', 0, 'null (not limited), or a whole number from 1'],
    ['lines as text', 'person.lines', 'two', 'null (not limited)'],
    ['a caller number with "+"', 'callerNumber', '+447700900000', 'without "+" or "00"'],
    ['a caller number with "00"', 'callerNumber', '00447700900000', 'without "+" or "00"'],
    ['a number that is a number', 'callerNumber', 447700900000, 'an E.164 number in digits'],
    ['a person with spaces', 'person.phone', '44 7700 900001', 'an E.164 number in digits'],
    ['a SIP address without scheme', 'person.sip', 'agents@pbx.example.com', 'a SIP URI'],
    ['a SIP URI with a space', 'person.sip', 'sip:age nts@pbx.example.com', 'a SIP URI'],
    ['a third way to answer', 'person.answersBy', 'email', '"phone" or "sip"'],
    ['an https URI for a socket', 'websocketUri.primary', 'https://bot.example.com', 'a wss:// URI'],
    ['an unencrypted socket', 'websocketUri.secondary', 'ws://bot.example.com', 'a wss:// URI'],
    ['a socket with a password', 'websocketUri.secondary', 'wss://a:b@bot.example.com', 'without user'],
    ['timeouts without a name', 'timeouts', 'fast', '"shipped" or "tight"'],
    ['a lower-case method', 'fallbackMethod', 'get', '"GET" or "POST"'],
    ['a static NCCO by its path', 'staticNcco', '.', 'the name of a file of static-ncco/'],
    ['a static NCCO with its ending', 'staticNcco', 'announcement-tts.json', 'without ".json"'],
    ['a person that is a number', 'person', '447700900001', 'an object with phone, sip, answersBy'],
    ['a setting that is none', 'answer', true, 'no such setting'],
    ['one named as every object has one', 'constructor', 1, 'no such setting'],
    ['one named as every object inherits one', 'toString', 1, 'no such setting'],
    ['one named as every function has one', 'person.prototype', 1, 'no such setting'],
    ['no source check', 'source.mode', 'none', '"signature" or "ip" or "both"'],
    ['a flag that is a text', 'source.countOnly', 'false', 'true or false'],
    ['no answer about numbers', 'logs.showNumbers', undefined, 'true or false'],
    ['logs for 31 days', 'logs.retentionDays', 31, 'that CloudWatch Logs takes (1, 3, 5'],
    ['a journal for no day', 'journal.expireAfterDays', 0, 'a whole number from 1 to 36500'],
    ['half an environment', 'functions.provisionedConcurrency', 0.5, 'a whole number from 0 to 1000'],
    ['a reservation of none', 'functions.reservedConcurrency', 0, 'null, or a whole number from 1 to 1000'],
    ['little memory', 'functions.memoryMb', 128, 'a whole number from 256 to 10240'],
    ['a number that is text', 'alarms.refusalsPerMinute', '60', 'a whole number from 1'],
    ['silence for ever', 'alarms.silentMinutes', null, 'a whole number from 0 to 1440'],
    ['an email without a host', 'alarms.email', 'oncall', 'null, or an email address'],
    ['a domain that is text', 'domain', 'voice.example.com', 'null, or a domain'],
    ['no answer about a domain', 'domain', undefined, 'null, or a domain'],
    ['stacks for drills by a text', 'drillable', 'yes', 'true or false'],
    ['one range outside a list', 'source.operatorRanges', '8.8.8.0/24', 'a list of CIDR blocks'],
    ['a count without ranges', 'source.countOnly', true, 'false with mode "signature"'],
  ])('refuses %s with path, expected and found', (_case, path, value, expected) => {
    const found = value === undefined ? 'nothing' : JSON.stringify(value);
    expect(problemsOf(changed(path, value))).toEqual([
      { path, expected: expect.stringContaining(expected), found },
    ]);
  });

  it.each([
    ['secondary', 'primary'],
    ['static', 'primary'],
    ['static', 'secondary'],
  ] as const)('refuses the same region for %s as for %s', (role, other) => {
    const region = settings.regions[other];
    expect(problemsOf(changed(`regions.${role}`, region))).toEqual([
      { path: `regions.${role}`, expected: `a region different from regions.${other}`, found: `"${region}"` },
    ]);
  });

  it('refuses an application id that is no UUID, naming its place', () => {
    expect(problemsOf(changed('vonage.applicationIds', [UUID, 'my-app']))).toEqual([
      { path: 'vonage.applicationIds[1]', expected: expect.stringContaining('a UUID'), found: '"my-app"' },
    ]);
  });

  it('refuses an application id that stands there twice, in whatever case', () => {
    expect(problemsOf(changed('vonage.applicationIds', [UUID, UUID.toUpperCase()]))).toEqual([
      expect.objectContaining({
        path: 'vonage.applicationIds[1]',
        expected: 'an application id different from vonage.applicationIds[0]',
      }),
    ]);
  });

  it.each([
    ['everybody', '0.0.0.0/0', 'a block of /12 or smaller'],
    ['all of IPv6', '::/0', 'a block of /32 or smaller'],
    ['an address alone', '8.8.8.8', 'a CIDR block'],
    ['a block with host bits', '8.8.8.8/24', "the block's first address, 8.8.8.0/24"],
    ['a block in octal', '010.8.8.0/24', 'a CIDR block'],
    ['an IPv6 block in a longer spelling', '2606:4700:0::/32', 'it as 2606:4700::/32'],
    ['an IPv4 block as IPv6', '::ffff:808:800/120', 'public addresses'],
    ['a private block', '10.0.0.0/16', 'public addresses (10.0.0.0/8 is reserved)'],
    ['a number', 8, 'a CIDR block'],
    ['nothing', null, 'a CIDR block'],
  ])('refuses %s as a range of our own, naming its place', (_case, range, expected) => {
    expect(problemsOf(changed('source.operatorRanges', ['1.1.1.1/32', range]))).toEqual([
      {
        path: 'source.operatorRanges[1]',
        expected: expect.stringContaining(expected),
        found: JSON.stringify(range),
      },
    ]);
  });

  it('refuses a range of our own that stands there twice', () => {
    expect(problemsOf(changed('source.operatorRanges', ['8.8.8.0/24', '8.8.8.0/24']))).toEqual([
      expect.objectContaining({
        path: 'source.operatorRanges[1]',
        expected: 'a block different from source.operatorRanges[0]',
      }),
    ]);
  });

  it('counts with "both" only: otherwise unauthenticated callers would not be refused, or nothing would be counted', () => {
    const counting = (mode: string) =>
      problemsOf(changed('source', { mode, countOnly: true, operatorRanges: [] })).map(({ path }) => path);
    expect(counting('both')).toEqual([]);
    expect(counting('ip')).toEqual(['source.countOnly']);
    expect(counting('signature')).toEqual(['source.countOnly']);
  });

  it('says everything that is wrong at once, for people', () => {
    const wrong = {
      ...settings,
      callerNumber: '+44',
      fallbackMethod: 'PUT',
    };
    expect(() => checkSettings(wrong)).toThrow(
      '2 wrong in settings.ts. Change it and synthesize again.\n' +
        '  callerNumber: expected an E.164 number in digits, country code first, without "+" or "00", found "+44"\n' +
        '  fallbackMethod: expected "GET" or "POST", found "PUT"',
    );
  });

  it('refuses every setting that is none, also one that names the prototype', () => {
    const wrong: unknown = JSON.parse(`{"__proto__": 1, "answer": 2, ${JSON.stringify(settings).slice(1)}`);
    expect(problemsOf(wrong).map(({ path, found }) => [path, found])).toEqual([
      ['__proto__', '1'],
      ['answer', '2'],
    ]);
  });

  it.each([[null], ['settings'], [[settings]], [undefined]])('refuses %j as the settings', (value) => {
    expect(problemsOf(value)).toEqual([
      expect.objectContaining({ path: 'settings', expected: expect.stringContaining('an object with name') }),
    ]);
  });
});

describe('the setting domain', () => {
  it.each([
    [
      'a name outside the zone',
      { ...DOMAIN, name: 'voice.example.org' },
      'domain.name',
      'a name inside the hosted zone',
    ],
    ["the zone's own name", { ...DOMAIN, name: 'example.com' }, 'domain.name', 'like "voice.example.com"'],
    [
      'a name that only ends alike',
      { ...DOMAIN, name: 'notexample.com' },
      'domain.name',
      'a name inside the hosted zone',
    ],
    ['capitals', { ...DOMAIN, name: 'Voice.example.com' }, 'domain.name', 'a domain name in lower case'],
    [
      'a zone by its name',
      { ...DOMAIN, hostedZoneId: 'example.com' },
      'domain.hostedZoneId',
      'the id of a hosted zone',
    ],
    ['no zone', { name: DOMAIN.name }, 'domain.hostedZoneId', 'the id of a hosted zone'],
    ['a member that is none', { ...DOMAIN, ttl: 60 }, 'domain.ttl', 'no such setting'],
  ])('refuses %s', (_case, domain, path, expected) => {
    const found = problemsOf(changed('domain', domain));
    expect(found.map((problem) => problem.path)).toContain(path);
    expect(found.find((problem) => problem.path === path)?.expected).toContain(expected);
  });
});
