import { checkSettings } from '../../../infra/settings/settings-schema.ts';
import { SettingsError } from '../../../infra/settings/settings-error.ts';
import { settings } from '../../../infra/settings/settings.ts';

const problems = (functions: object): readonly string[] => {
  try {
    checkSettings({ ...settings, functions: { ...settings.functions, ...functions } });
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`);
  }
};

describe('the settings of the functions', () => {
  it('refuse more environments kept warm than are reserved', () => {
    expect(problems({ provisionedConcurrency: 5, reservedConcurrency: 4 })).toEqual([
      'functions.reservedConcurrency: expected null, or at least 5, as functions.provisionedConcurrency, found 4',
    ]);
  });

  it.each([
    { provisionedConcurrency: 5, reservedConcurrency: 5 },
    { provisionedConcurrency: 5, reservedConcurrency: null },
    { provisionedConcurrency: 0, reservedConcurrency: 1 },
  ])('take %j', (functions) => {
    expect(problems(functions)).toEqual([]);
  });

  it('say what is wrong with a value, and not that it cannot be compared', () => {
    expect(problems({ provisionedConcurrency: '5', reservedConcurrency: 4 })).toEqual([
      'functions.provisionedConcurrency: expected a whole number from 0 to 1000, found "5"',
    ]);
  });
});
