import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { settings as shipped } from '../../fixtures/own/settings.ts';
import { synthesized } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';
import { CASES } from './ring-cases.ts';
import { SILENT_MINUTES } from './ring-cases-of-silence.ts';
import { often, QUIET } from './support/ring-case.ts';
import type { Case } from './support/ring-case.ts';
import { readAlarms } from './support/read-alarms.ts';
import type { ReadAlarm } from './support/read-alarms.ts';
import { whenItRings } from './support/when-it-rings.ts';

let all: Synthesized;
let closed: Synthesized;
beforeAll(async () => {
  all = await synthesized({ alarms: { ...shipped.alarms, silentMinutes: SILENT_MINUTES } });
  closed = await synthesized({ source: { mode: 'both', countOnly: false, operatorRanges: [] } });
});
afterAll(async () => {
  await all.remove();
  await closed.remove();
});

const alarmOf = (name: string, { primary, static: tier, settings }: Synthesized): ReadAlarm => {
  const names = stackNames(settings);
  const alarm = { ...readAlarms(primary, names.primary), ...readAlarms(tier, names.static) }[name];
  if (alarm === undefined) throw new Error(`There is no alarm ${name}.`);
  return alarm;
};

it('there are cases for each alarm, one that rings and one that stays quiet at least', () => {
  const names = stackNames(all.settings);
  const alarms = { ...readAlarms(all.primary, names.primary), ...readAlarms(all.static, names.static) };
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(alarms).sort());
  for (const cases of Object.values(CASES)) {
    expect(cases.some(({ ringsAt }) => ringsAt === QUIET)).toBe(true);
    expect(cases.some(({ ringsAt }) => ringsAt !== QUIET)).toBe(true);
  }
});

describe.each(Object.entries(CASES))('%s', (name, cases) => {
  const minuteOf = ({ counted, before, refusesAddresses = false }: Case): number | undefined =>
    whenItRings(alarmOf(name, refusesAddresses ? closed : all), counted, before)[0];

  it.each(cases.filter(({ ringsAt }) => ringsAt !== QUIET).map((one) => [one.what, one] as const))(
    'rings: %s',
    (_what, one) => {
      expect(minuteOf(one)).toBe(one.ringsAt);
    },
  );

  it.each(cases.filter(({ ringsAt }) => ringsAt === QUIET).map((one) => [one.what, one] as const))(
    'stays quiet: %s',
    (_what, one) => {
      expect(minuteOf(one)).toBeUndefined();
    },
  );
});

it('refuses a case about a metric that the alarm does not look at', () => {
  expect(() => whenItRings(alarmOf('refusals', all), { Refusals: [1] })).toThrow('does not look at Refusals');
});

it('tells once of trouble that comes back within five minutes, and anew of what comes after', () => {
  const metric = 'FallbackUsed{reason=other}';
  const counted = { [metric]: [1, ...often(3, undefined), 1, ...often(10, undefined), 1] };
  const rings = whenItRings(alarmOf('fallback-used', all), counted);
  expect(rings).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 15]);
});
