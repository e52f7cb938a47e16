import { bothRegions, callsEur, domain, oneRegion, totalUsd } from '../../../cli/cost/monthly-cost.ts';
import type { FixedResources } from '../../../cli/cost/count-resources.ts';
import type { CostLine, Deployed, Load } from '../../../cli/cost/monthly-cost.ts';
import { PRICE_LIST } from '../../../cli/cost/price-list.ts';
import type { PriceName } from '../../../cli/cost/price-list.ts';

const NOTHING: FixedResources = {
  alarmMetrics: 0,
  dashboards: 0,
  secrets: 0,
  requestMetricFilters: 0,
  healthChecks: [],
};
const SERVING: FixedResources = { ...NOTHING, alarmMetrics: 10, dashboards: 1, secrets: 2 };
const DEPLOYED: Deployed = {
  memoryMb: 1024,
  journalDays: 365,
  eventBridge: false,
  primary: SERVING,
  secondary: SERVING,
  static: { ...NOTHING, alarmMetrics: 1, requestMetricFilters: 2 },
};
const OF_A_DOMAIN = [{ intervalSeconds: 30, options: 1 }];
const WITH_DOMAIN: Deployed = {
  ...DEPLOYED,
  primary: { ...SERVING, healthChecks: OF_A_DOMAIN },
  secondary: { ...SERVING, healthChecks: OF_A_DOMAIN },
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
    ['storageGbMonth', 2.555, 0.0625975],
    ['logGb', 0.3648, 0.229824],
    ['secretRequest', 17_510.4, 0.087552],
    ['secretMonth', 2, 0.8],
    ['alarmMonth', 10, 1],
    ['dashboardMonth', 1, 3],
    ['metricMonth', 16, 4.8],
  ])('counts %s', (price, quantity, usd) => {
    const found = line(oneRegion(LOAD, DEPLOYED, PRICE_LIST), price);
    expect(found?.quantity).toBeCloseTo(quantity, 6);
    expect(found?.usd).toBeCloseTo(usd, 6);
  });

  it('pays EventBridge for each event that is handed to it', () => {
    const handed = { ...DEPLOYED, eventBridge: true };
    expect(line(oneRegion(LOAD, DEPLOYED, PRICE_LIST), 'handedEvent')).toBeUndefined();
    expect(line(oneRegion(LOAD, handed, PRICE_LIST), 'handedEvent')).toMatchObject({
      quantity: 212_800,
      usd: 0.2128,
    });
    expect(line(bothRegions(LOAD, handed, PRICE_LIST), 'handedEvent')?.quantity).toBe(212_800);
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

  it('pays for the memory that the functions have, and for the days that events are kept', () => {
    const other = { ...DEPLOYED, memoryMb: 2048, journalDays: 30.4 };
    const lines = oneRegion({ ...LOAD, provisionedConcurrency: 1 }, other, PRICE_LIST);
    expect(line(lines, 'functionGbSecond')?.quantity).toBeCloseTo(2 * 13_224, 6);
    expect(line(lines, 'provisionedGbSecond')?.quantity).toBeCloseTo(2 * 2 * 30.4 * 86_400, 3);
    expect(line(lines, 'storageGbMonth')?.quantity).toBeCloseTo(0.2128, 6);
  });

  it('has no domain: there is nowhere to move', () => {
    expect(oneRegion(LOAD, WITH_DOMAIN, PRICE_LIST)).toEqual(oneRegion(LOAD, DEPLOYED, PRICE_LIST));
  });
});

describe('bothRegions', () => {
  it('pays for what each region has, and for the static tier', () => {
    const lines = bothRegions(LOAD, DEPLOYED, PRICE_LIST);
    expect(line(lines, 'alarmMonth')?.quantity).toBe(21);
    expect(line(lines, 'dashboardMonth')?.quantity).toBe(2);
    expect(line(lines, 'secretMonth')?.quantity).toBe(4);
    // 16 of the region that answers, 2 of the other one's synthetic check, 7 of each filter.
    expect(line(lines, 'metricMonth')?.quantity).toBe(16 + 2 + 2 * 7);
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
    const lines = bothRegions(
      silent,
      { ...DEPLOYED, primary: NOTHING, secondary: NOTHING, static: NOTHING },
      PRICE_LIST,
    );
    expect(line(lines, 'journalPut')).toBeUndefined();
    expect(totalUsd(lines)).toBeGreaterThan(0);
  });
});

describe('domain', () => {
  // 15 checkers, every 30 s, of two regions.
  const looks = 2 * 15 * 2880 * 30.4;

  it.each<[PriceName, number, number]>([
    ['healthCheckMonth', 2, 1],
    ['healthCheckOptionMonth', 2, 2],
    ['apiRequest', looks, 9.718_272],
    ['functionRequest', looks, 0.525_312],
    ['functionGbSecond', looks * 0.005, 0.175_105],
    ['logGb', looks * 4e-7, 0.661_893],
  ])('counts %s', (price, quantity, usd) => {
    const found = line(domain(DEPLOYED, PRICE_LIST), price);
    expect(found?.quantity).toBeCloseTo(quantity, 6);
    expect(found?.usd).toBeCloseTo(usd, 5);
  });

  it('is what two regions with one cost more than without', () => {
    const more =
      totalUsd(bothRegions(LOAD, WITH_DOMAIN, PRICE_LIST)) -
      totalUsd(bothRegions(LOAD, DEPLOYED, PRICE_LIST));
    expect(totalUsd(domain(DEPLOYED, PRICE_LIST))).toBeCloseTo(more, 9);
  });
});

describe('callsEur', () => {
  it('is minutes times the rate', () => {
    expect(callsEur(LOAD, PRICE_LIST)).toBeCloseTo(30_400 * 3 * 0.0045, 9);
  });
});
