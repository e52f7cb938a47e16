import { calledNumbers } from '../../../contracts/settings/called-numbers.ts';
import { SettingsError } from '../../../contracts/settings/settings-error.ts';
import { checkSettings } from '../../../contracts/settings/settings-schema.ts';
import { settings } from '../../fixtures/own/settings.ts';

const [FIRST = ''] = settings.vonage.applicationIds;
const SECOND = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const vonage = { ...settings.vonage, applicationIds: [FIRST, SECOND] };

const problemsOf = (numbers: unknown, changes: object = {}): SettingsError['problems'] => {
  try {
    checkSettings({ ...settings, vonage, ...changes, numbers });
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('the settings by called number', () => {
  it.each([
    ['no table', undefined],
    ['an empty table', {}],
    ['a number with nothing of its own', { '447700900000': {} }],
    ['a flow', { '447700900000': { flow: 'sales' } }],
    ['another phone', { '447700900000': { person: { phone: '447700900009' } } }],
    ['no phone, but a SIP address', { '447700900000': { person: { answersBy: 'sip' } } }],
    ['a person of its own, lines included', { '447700900000': { person: { ...settings.person, lines: 2 } } }],
    ['the common static NCCO by name', { '447700900000': { staticNcco: settings.staticNcco } }],
    [
      'another static NCCO for all numbers of another application',
      {
        '447700900000': { staticNcco: 'sales', applicationId: SECOND },
        '447700900001': { staticNcco: 'sales', applicationId: SECOND },
        '447700900002': {},
      },
    ],
    ['an application in capitals', { '447700900000': { applicationId: SECOND.toUpperCase() } }],
  ])('take %s', (_case, numbers) => {
    expect(problemsOf(numbers)).toEqual([]);
  });

  it.each([
    ['a list', [], 'numbers', 'an object with a number for each key'],
    ['a "+"', { '+447700900000': {} }, 'numbers.+447700900000', 'as key an E.164 number in digits'],
    ['a national number', { '07700900000': {} }, 'numbers.07700900000', 'as key an E.164 number in digits'],
    ['an unknown setting', { 4477009000: { voice: 1 } }, 'numbers.4477009000.voice', 'no such setting'],
    [
      'a wrong phone',
      { 4477009000: { person: { phone: '12' } } },
      'numbers.4477009000.person.phone',
      'an E.164',
    ],
    [
      'a flow by file',
      { 4477009000: { flow: './sales.ts' } },
      'numbers.4477009000.flow',
      'functions/call-flows.ts',
    ],
    [
      'another static NCCO for the first application',
      { 4477009000: { staticNcco: 'sales' } },
      'numbers.4477009000.staticNcco',
      `"${settings.staticNcco}", the common one`,
    ],
    [
      'two static NCCOs for one application',
      {
        4477009000: { staticNcco: 'sales', applicationId: SECOND },
        4477009001: { staticNcco: 'other', applicationId: SECOND.toUpperCase() },
      },
      'numbers.4477009001.staticNcco',
      '"sales", as 4477009000 of the same application has it',
    ],
    [
      'a number that leaves it out, beside one that does not',
      { 4477009000: { staticNcco: 'sales', applicationId: SECOND }, 4477009001: { applicationId: SECOND } },
      'numbers.4477009001.staticNcco',
      '"sales", as 4477009000 of the same application has it',
    ],
    [
      'an application that is not accepted',
      { 4477009000: { applicationId: 'cccccccc-bbbb-4ccc-8ddd-0123456789ab' } },
      'numbers.4477009000.applicationId',
      `one of vonage.applicationIds (${FIRST}, ${SECOND})`,
    ],
    [
      'a SIP address that is never called',
      { 4477009000: { person: { sip: 'sip:a@pbx.example.com' } } },
      'numbers.4477009000.person.answersBy',
      '"phone" or "sip" beside sip',
    ],
  ])('refuse %s', (_case, numbers, path, expected) => {
    expect(problemsOf(numbers)).toEqual([
      { path, expected: expect.stringContaining(expected), found: expect.any(String) },
    ]);
  });

  it('refuse nothing for what is wrong elsewhere', () => {
    expect(problemsOf({ 4477009000: {} }, { staticNcco: 7 })).toHaveLength(1);
    expect(problemsOf({ 4477009000: { flow: 7 } }, { person: null }).map(({ path }) => path)).toEqual([
      'person',
      'numbers.4477009000.flow',
    ]);
  });
});

describe('calledNumbers', () => {
  it('fills in the common settings', () => {
    const numbers = {
      4477009000: {},
      4477009001: {
        flow: 'sales',
        person: { phone: '447700900009', lines: null },
        applicationId: SECOND.toUpperCase(),
      },
    };
    const person = { ...settings.person, lines: 4 };
    expect(calledNumbers({ ...settings, vonage, person, numbers })).toEqual([
      {
        number: '4477009000',
        person,
        staticNcco: settings.staticNcco,
        applicationId: FIRST,
        flow: undefined,
      },
      {
        number: '4477009001',
        flow: 'sales',
        person: { ...person, phone: '447700900009', lines: null },
        staticNcco: settings.staticNcco,
        applicationId: SECOND,
      },
    ]);
  });

  it('knows no number without a table', () => {
    expect(calledNumbers(settings)).toEqual([]);
  });
});
