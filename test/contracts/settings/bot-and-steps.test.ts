import { checkSettings } from '../../../contracts/settings/settings-schema.ts';
import { SettingsError } from '../../../contracts/settings/settings-error.ts';
import { functionSettings } from '../../../infra/function-settings.ts';
import { settings } from '../../fixtures/own/settings.ts';

const problemsOf = (changes: object): SettingsError['problems'] => {
  try {
    checkSettings({ ...settings, ...changes });
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('settings of a bot and of steps', () => {
  it.each([
    [{ websocketUri: null }],
    [{ callFlow: undefined }],
    [{ callFlow: {} }],
    [{ callFlow: { mostSteps: 200 } }],
    [{ callFlow: { mostSteps: 1, mostMinutes: 1440 } }],
  ])('takes %j', (changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  it.each([
    [{ websocketUri: undefined }, 'websocketUri', 'null, or an object with primary, secondary'],
    [{ websocketUri: 'none' }, 'websocketUri', 'null, or an object with primary, secondary'],
    [
      { websocketUri: { ...settings.websocketUri, secondary: null } },
      'websocketUri.secondary',
      'a wss:// URI',
    ],
    [{ callFlow: { mostSteps: 0 } }, 'callFlow.mostSteps', 'a whole number from 1 to 1000'],
    [{ callFlow: { mostMinutes: 2880 } }, 'callFlow.mostMinutes', 'a whole number from 1 to 1440'],
    [{ callFlow: 50 }, 'callFlow', 'an object with'],
  ])('refuses %j', (changes, path, expected) => {
    expect(problemsOf(changes)).toEqual([
      { path, expected: expect.stringContaining(expected), found: expect.any(String) },
    ]);
  });

  it('gives the functions both limits, and no bot where there is none', () => {
    const given = { ...settings, websocketUri: null, callFlow: { mostMinutes: 90 } };
    expect(functionSettings(given, 'primary')).toMatchObject({
      websocket: null,
      callFlow: { mostSteps: 50, mostMinutes: 90 },
    });
  });
});
