import {
  allSettings,
  environmentOfApplication,
  environmentOfDeployment,
  settingsOf,
} from '../../../contracts/settings/environments.ts';
import type { Environments } from '../../../contracts/settings/environments.ts';
import { EnvironmentError, SettingsError } from '../../../contracts/settings/settings-error.ts';
import { checkSettings } from '../../../contracts/settings/settings-schema.ts';
import { settings } from '../../fixtures/own/settings.ts';

const STAGING = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const environments = {
  staging: {
    name: 'voice-staging',
    account: '111122223333',
    vonage: { applicationIds: [STAGING] },
    websocketUri: null,
    source: { operatorRanges: ['8.8.8.0/24'] },
    drillable: true,
  },
  production: { name: 'voice', account: '444455556666', functions: { provisionedConcurrency: 2 } },
} satisfies Environments;
const own = { settings, environments };

const refusal = (name: string | undefined, other: Partial<typeof own> | object = {}): Error => {
  try {
    settingsOf({ ...own, ...other }, name);
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was not refused.');
};
const problemsOf = (name: string, changed: Environments): readonly string[] => {
  const error = refusal(name, { environments: changed });
  expect(error).toBeInstanceOf(SettingsError);
  return (error as SettingsError).problems.map(
    ({ path, expected, found }) => `${path}: ${expected}; ${found}`,
  );
};

describe('the settings of an environment', () => {
  it('are the common ones with its own on top; lists and null are whole values', () => {
    expect(settingsOf(own, 'staging')).toEqual({
      ...settings,
      name: 'voice-staging',
      account: '111122223333',
      vonage: { ...settings.vonage, applicationIds: [STAGING] },
      websocketUri: null,
      source: { ...settings.source, operatorRanges: ['8.8.8.0/24'] },
      drillable: true,
    });
    expect(settingsOf(own, 'production').functions).toEqual({
      ...settings.functions,
      provisionedConcurrency: 2,
    });
    expect(checkSettings(settings)).toMatchObject({ drillable: false });
  });

  it('replace null of the common ones', () => {
    const websocketUri = { primary: 'wss://a.example.com/', secondary: 'wss://b.example.com/' };
    const found = settingsOf(
      { settings: { ...settings, websocketUri: null }, environments: { staging: { websocketUri } } },
      'staging',
    );
    expect(found.websocketUri).toEqual(websocketUri);
  });

  it('are the common ones where there are no environments, unchecked as before', () => {
    const broken = { ...settings, name: '' };
    for (const none of [{ settings: broken }, { settings: broken, environments: {} }])
      expect(settingsOf(none, undefined)).toBe(broken);
  });
});

describe('the name of an environment', () => {
  it.each<[string, string | undefined, Environments | undefined, string]>([
    [
      'none where there are some',
      undefined,
      environments,
      '(staging, production), found none named. Add --env NAME',
    ],
    ['a misspelt one', 'prodction', environments, 'found "prodction". Did you mean production?'],
    ['another one', 'x', environments, '(staging, production), found "x". Name it with --env NAME.'],
    ['a name of every object', 'constructor', environments, 'found "constructor"'],
    ['one where there are none', 'staging', {}, 'Expected no environment, found "staging"'],
    ['one where none were ever written', 'staging', undefined, 'Expected no environment, found "staging"'],
  ])('is refused: %s', (_case, name, some, message) => {
    const error = refusal(name, { environments: some });
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error.message).toContain(message);
  });
});

describe('an environment', () => {
  const changed = (name: keyof typeof environments, more: Environments[string]): Environments => ({
    ...environments,
    [name]: { ...environments[name], ...more },
  });

  it('is checked wholly, with its name in the path of what is its own', () => {
    const mistakes = { account: '1234', alarms: { email: 'nobody' }, drilable: true } as Environments[string];
    const problems = problemsOf('staging', changed('staging', mistakes));
    expect(problems).toHaveLength(3);
    expect(problems).toContain(
      'environments.staging.account: the 12 digits of an AWS account, as text; "1234"',
    );
    expect(problems).toContainEqual(expect.stringMatching(/^environments\.staging\.alarms\.email: /));
    expect(problems).toContainEqual(
      expect.stringMatching(/^environments\.staging\.drilable: no such setting/),
    );
  });

  it('names a common setting that is wrong by its own path, and itself above it', () => {
    const error = refusal('staging', { settings: { ...settings, staticNcco: 'Not A File' } });
    expect(error.message).toMatch(/^1 wrong in settings\.ts, environment staging\./);
    expect(error.message).toContain('\n  staticNcco: expected');
  });

  it.each(['production', 'staging'] as const)('%s: production alone refuses to be drillable', (name) => {
    const drillable = changed(name, { drillable: true, functions: { provisionedConcurrency: 0 } });
    if (name === 'staging')
      expect(settingsOf({ settings, environments: drillable }, name).drillable).toBe(true);
    else
      expect(problemsOf(name, drillable)).toEqual([
        'environments.production.drillable: false in production: its callers would hear the faults; true',
      ]);
  });

  it('production refuses what the common settings say, too', () => {
    const error = refusal('production', {
      settings: { ...settings, drillable: true },
      environments: { production: { name: 'voice' } },
    });
    expect(error.message).toContain('drillable: expected false in production');
  });

  it('has a name of its own', () => {
    for (const [mine, other] of [
      ['staging', 'production'],
      ['production', 'staging'],
    ] as const)
      expect(problemsOf(mine, changed('staging', { name: 'voice' }))).toEqual([
        `environments.${mine}.name: a name different from that of ${other}, "voice": one would be deployed over the other; "voice"`,
      ]);
    const inherited = { staging: { vonage: { applicationIds: [STAGING] } }, production: {} };
    expect(problemsOf('production', inherited)).toEqual([
      expect.stringMatching(/^name: a name different from/),
    ]);
  });

  it('has no stack of the other one’s name: "a-static" in a region is the static tier of "a"', () => {
    const stacks = changed('staging', {
      name: 'voice-static',
      regions: { primary: 'eu-north-1', static: 'eu-west-3' },
    });
    expect(problemsOf('staging', stacks)).toEqual([
      expect.stringMatching(/^environments\.staging\.name: a name different/),
    ]);
  });

  it('has applications of its own, whatever their case', () => {
    const [shared = ''] = settings.vonage.applicationIds;
    const both = changed('staging', { vonage: { applicationIds: [STAGING, shared.toUpperCase()] } });
    expect(problemsOf('staging', both)).toEqual([
      `environments.staging.vonage.applicationIds: applications different from those of production: a Vonage application leads to one deployment; "${shared}"`,
    ]);
    expect(problemsOf('production', both)).toEqual([
      expect.stringMatching(/^vonage\.applicationIds: applications different from those of staging/),
    ]);
  });

  it('may share the number that calls are made from: it belongs to the Vonage account', () => {
    expect(settingsOf(own, 'staging').callerNumber).toBe(settingsOf(own, 'production').callerNumber);
  });

  it('is not refused for what is wrong in another one alone, however wrong', () => {
    const broken = { ...environments, production: { regions: null, vonage: null, name: 'voice' } };
    expect(settingsOf({ settings, environments: broken as unknown as Environments }, 'staging').name).toBe(
      'voice-staging',
    );
  });

  it.each(['Staging', 'a_b', '', '../x', 'a--b', 'a'.repeat(31)])('is not called %j', (name) => {
    expect(problemsOf(name, { [name]: { name: 'voice' } })).toEqual([
      expect.stringMatching(/^environments: names/),
    ]);
  });
});

describe('all environments', () => {
  it('are each checked', () => {
    expect([...allSettings(own).keys()]).toEqual(['staging', 'production']);
    expect(allSettings({ settings })).toEqual(new Map([[undefined, settings]]));
    const both = { ...environments, production: { name: 'voice-staging' } };
    expect(() => allSettings({ settings, environments: both })).toThrow('environment staging');
    expect(() => allSettings({ settings: { ...settings, name: '' } })).toThrow('settings.ts');
  });

  it('are known by their applications and their deployments', () => {
    expect(environmentOfApplication(own, STAGING.toUpperCase())).toBe('staging');
    expect(environmentOfApplication(own, settings.vonage.applicationIds[0] ?? '')).toBe('production');
    expect(environmentOfApplication(own, 'none')).toBeUndefined();
    expect(environmentOfDeployment(own, 'voice')).toBe('production');
    expect(environmentOfDeployment(own, 'else')).toBeUndefined();
  });
});
