import { bothRegions, callsEur, oneRegion, totalUsd } from '../../../infra/cost/monthly-cost.ts';
import type { CostLine, Deployed, Load } from '../../../infra/cost/monthly-cost.ts';
import { PRICE_LIST } from '../../../infra/cost/price-list.ts';
import type { PriceName } from '../../../infra/cost/price-list.ts';

const NOTHING = { alarms: 0, dashboards: 0, secrets: 0 };
const DEPLOYED: Deployed = {
  primary: { alarms: 10, dashboards: 1, secrets: 2 },
  secondary: { alarms: 10, dashboards: 1, secrets: 2 },
  static: { alarms: 1, dashboards: 0, secrets: 0 },
};
const LOAD: Load = { callsPerDay: 1000, eventsPerCall: 7, minutesPerCall: 3, provisionedConcurrency: 0 };

const line = (lines: readonly CostLine[], price: PriceName) => lines.find((found) => found.price === price);

describe('oneRegion', () => {
  // 30,400 calls: 30,400 answers of 15 ms and 212,800 events of 60 ms.
  it.each<[PriceName, number, number]>([
    ['apiRequest', 243_200, 0.89984],
    ['functionRequest', 243_200, 0.04864],
    ['functionGbSecond', 13_224, 0.1763208816],
    ['journalPut', 212_800, 1.14912],
    ['storageGbMonth', 2.5536, 0.0625632],
    ['logGb', 0.3648, 0.229824],
    ['secretRequest', 17_510.4, 0.087552],
    ['secretMonth', 2, 0.8],
    ['alarmMonth', 10, 1],
    ['dashboardMonth', 1, 3],
    ['metricMonth', 10, 3],
  ])('counts %s', (price, quantity, usd) => {
    const found = line(oneRegion(LOAD, DEPLOYED, PRICE_LIST), price);
    expect(found?.quantity).toBeCloseTo(quantity, 6);
    expect(found?.usd).toBeCloseTo(usd, 6);
  });

  it('leaves out what there is none of', () => {
    expect(line(oneRegion(LOAD, DEPLOYED, PRICE_LIST), 'provisionedGbSecond')).toBeUndefined();
  });

  it('pays for warm environments of answer and fallback', () => {
    const warm = line(
      oneRegion({ ...LOAD, provisionedConcurrency: 3 }, DEPLOYED, PRICE_LIST),
      'provisionedGbSecond',
    );
    expect(warm?.quantity).toBeCloseTo(2 * 3 * 30.4 * 86_400, 3);
  });
});

describe('bothRegions', () => {
  it('pays for what each region has, and for the static tier', () => {
    const lines = bothRegions(LOAD, DEPLOYED, PRICE_LIST);
    expect(line(lines, 'alarmMonth')?.quantity).toBe(21);
    expect(line(lines, 'dashboardMonth')?.quantity).toBe(2);
    expect(line(lines, 'secretMonth')?.quantity).toBe(4);
    expect(line(lines, 'metricMonth')?.quantity).toBe(20);
  });

  // 43,776 checks in each region, of two answers each.
  it.each<[PriceName, number]>([
    ['apiRequest', 4 * 43_776],
    ['functionRequest', 6 * 43_776],
    ['functionGbSecond', 2 * 43_776 * 0.18],
    ['secretRequest', 2 * 43_776],
    ['logGb', 8 * 43_776 * 1500e-9],
  ])('pays for a check a minute in each region: %s', (price, quantity) => {
    const both = line(bothRegions(LOAD, DEPLOYED, PRICE_LIST), price)?.quantity ?? 0;
    const one = line(oneRegion(LOAD, DEPLOYED, PRICE_LIST), price)?.quantity ?? 0;
    expect(both - one).toBeCloseTo(quantity, 6);
  });

  it('pays for the calls once', () => {
    const lines = bothRegions(LOAD, DEPLOYED, PRICE_LIST);
    expect(line(lines, 'journalPut')?.quantity).toBe(212_800);
  });

  it('costs something with no call at all', () => {
    const silent = { ...LOAD, callsPerDay: 0 };
    const lines = bothRegions(silent, { primary: NOTHING, secondary: NOTHING, static: NOTHING }, PRICE_LIST);
    expect(line(lines, 'journalPut')).toBeUndefined();
    expect(totalUsd(lines)).toBeGreaterThan(0);
  });
});

describe('callsEur', () => {
  it('is minutes times the rate', () => {
    expect(callsEur(LOAD, PRICE_LIST)).toBeCloseTo(30_400 * 3 * 0.0045, 9);
  });
});
