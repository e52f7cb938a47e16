import { checkSettings } from '../../../contracts/settings/settings-schema.ts';
import { SettingsError } from '../../../contracts/settings/settings-error.ts';
import { settings } from '../../fixtures/own/settings.ts';

const problems = (functions: object, drillable = false): readonly string[] => {
  try {
    checkSettings({ ...settings, drillable, functions: { ...settings.functions, ...functions } });
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

  it('refuse environments kept warm in stacks for drills: a fault switch would not reach them', () => {
    expect(problems({ provisionedConcurrency: 1 }, true)).toEqual([
      'functions.provisionedConcurrency: expected 0 where the stacks are drillable (a fault switch does not reach environments kept warm), found 1',
    ]);
    expect(problems({ provisionedConcurrency: 0 }, true)).toEqual([]);
  });

  it('say what is wrong with a value, and not that it cannot be compared', () => {
    expect(problems({ provisionedConcurrency: '5', reservedConcurrency: 4 })).toEqual([
      'functions.provisionedConcurrency: expected a whole number from 0 to 1000, found "5"',
    ]);
  });
});
