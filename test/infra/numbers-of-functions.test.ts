import { parseSettings } from '../../contracts/function-settings.ts';
import { functionSettings, settingsVariable } from '../../infra/function-settings.ts';
import { settings } from '../fixtures/own/settings.ts';

const numbersOf = (numbers: typeof settings.numbers) =>
  parseSettings(settingsVariable(functionSettings({ ...settings, numbers }, 'primary'))).numbers;

describe('the numbers that functions know', () => {
  it('are none without a table, and none whose calls are like all others', () => {
    const [applicationId] = settings.vonage.applicationIds;
    expect(numbersOf(undefined)).toBeUndefined();
    expect(
      numbersOf({ 4477009000: {}, 4477009001: { applicationId, person: settings.person } }),
    ).toBeUndefined();
  });

  it('stand together where they are like each other', () => {
    const sales = { flow: 'sales', person: { phone: '447700900009', answersBy: 'phone', lines: 3 } } as const;
    const own = { type: 'phone', number: '447700900009' };
    expect(
      numbersOf({
        4477009000: sales,
        4477009001: { flow: 'sales' },
        4477009002: { ...sales, applicationId: settings.vonage.applicationIds[0] },
      }),
    ).toEqual([
      { called: ['4477009000', '4477009002'], flow: 'sales', person: own, personLines: 3 },
      {
        called: ['4477009001'],
        flow: 'sales',
        person: functionSettings(settings, 'primary').person,
        personLines: settings.person.lines ?? null,
      },
    ]);
  });

  it('fit into the environment by the hundred, and are refused by name where they do not', () => {
    const many = (count: number, flow: (index: number) => string) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`4477009${10_000 + index}`, { flow: flow(index) }]),
      );
    expect(numbersOf(many(100, () => 'sales'))).toHaveLength(1);
    expect(() => numbersOf(many(100, (index) => `flow-${index}`))).toThrow(/numbers/);
  });
});
