import type { FixedResources } from './count-resources.ts';
import type { PriceList, PriceName } from './price-list.ts';

export interface Load {
  readonly callsPerDay: number;
  readonly eventsPerCall: number;
  readonly minutesPerCall: number;
  /** Environments of `answer` and of `fallback` that are kept warm, in each region. */
  readonly provisionedConcurrency: number;
}

/** What is not known before there are calls. */
export const ASSUMPTIONS = {
  daysPerMonth: 30.4,
  functionGb: 1,
  /** Billed time of one request, ms. An event waits for its journal; an answer waits for nobody. */
  answerMs: 15,
  eventMs: 60,
  /** One event in the journal, and one line in the log with its metrics, bytes. */
  journalBytes: 1000,
  logBytes: 1500,
  /** Months of events that are kept. */
  journalMonths: 12,
  /** Custom metrics of one region, each with its dimensions. */
  metricsPerRegion: 10,
  /** The synthetic check waits for the other region: its memory, and its billed time. */
  checkGb: 0.5,
  checkMs: 300,
  /** An environment asks for its secret every 5 minutes while it works; this many at a time, on average. */
  busyEnvironments: 2,
} as const;

export interface CostLine {
  readonly price: PriceName;
  readonly quantity: number;
  readonly usd: number;
}

/** What is deployed, as far as it is paid for by the month. */
export interface Deployed {
  readonly primary: FixedResources;
  readonly secondary: FixedResources;
  readonly static: FixedResources;
}

type Quantities = Readonly<Partial<Record<PriceName, number>>>;

const GB = 1e9;
const SECONDS_PER_MONTH = ASSUMPTIONS.daysPerMonth * 86_400;

/** What the calls cause, in the region that answers them. */
const ofCalls = ({ callsPerDay, eventsPerCall }: Load): Quantities => {
  const calls = callsPerDay * ASSUMPTIONS.daysPerMonth;
  const events = calls * eventsPerCall;
  const requests = calls + events;
  return {
    apiRequest: requests,
    functionRequest: requests,
    functionGbSecond:
      (ASSUMPTIONS.functionGb * (calls * ASSUMPTIONS.answerMs + events * ASSUMPTIONS.eventMs)) / 1000,
    journalPut: events,
    storageGbMonth: (events * ASSUMPTIONS.journalBytes * ASSUMPTIONS.journalMonths) / GB,
    logGb: (requests * ASSUMPTIONS.logBytes) / GB,
    secretRequest: (ASSUMPTIONS.busyEnvironments * SECONDS_PER_MONTH) / 300,
  };
};

const CHECKS_PER_MONTH = SECONDS_PER_MONTH / 60;

/**
 * A region's synthetic check, once a minute: it reads its secret, and asks its own answer and the other region's fallback.
 * Four lines in logs: one of each answer, and two of its own.
 */
const OF_CHECKS: Quantities = {
  apiRequest: 2 * CHECKS_PER_MONTH,
  functionRequest: 3 * CHECKS_PER_MONTH,
  functionGbSecond:
    (CHECKS_PER_MONTH *
      (ASSUMPTIONS.checkGb * ASSUMPTIONS.checkMs + 2 * ASSUMPTIONS.functionGb * ASSUMPTIONS.answerMs)) /
    1000,
  secretRequest: CHECKS_PER_MONTH,
  logGb: (4 * CHECKS_PER_MONTH * ASSUMPTIONS.logBytes) / GB,
};

/** What a serving region costs with no call at all. */
const ofRegion = (
  { alarms, dashboards, secrets }: FixedResources,
  { provisionedConcurrency }: Load,
): Quantities => ({
  alarmMonth: alarms,
  dashboardMonth: dashboards,
  secretMonth: secrets,
  metricMonth: ASSUMPTIONS.metricsPerRegion,
  // answer and fallback
  provisionedGbSecond: 2 * provisionedConcurrency * ASSUMPTIONS.functionGb * SECONDS_PER_MONTH,
});

const sum = (parts: readonly Quantities[]): Quantities => {
  const total: Partial<Record<PriceName, number>> = {};
  for (const part of parts)
    for (const [name, quantity] of Object.entries(part) as [PriceName, number][])
      total[name] = (total[name] ?? 0) + quantity;
  return total;
};

const priced = (quantities: Quantities, { prices }: PriceList): readonly CostLine[] =>
  (Object.entries(quantities) as [PriceName, number][])
    .filter(([, quantity]) => quantity > 0)
    .map(([price, quantity]) => ({ price, quantity, usd: quantity * prices[price].usd }))
    .sort((a, b) => b.usd - a.usd);

export const totalUsd = (lines: readonly CostLine[]): number =>
  lines.reduce((total, { usd }) => total + usd, 0);

/** Two regions and the static tier. */
export const bothRegions = (load: Load, deployed: Deployed, prices: PriceList): readonly CostLine[] =>
  priced(
    sum([
      ofCalls(load),
      ofRegion(deployed.primary, load),
      ofRegion(deployed.secondary, load),
      OF_CHECKS,
      OF_CHECKS,
      { alarmMonth: deployed.static.alarms, dashboardMonth: deployed.static.dashboards },
    ]),
    prices,
  );

/** The same calls and the same region, with nobody to take over: no front, no static tier, nothing to check. */
export const oneRegion = (load: Load, deployed: Deployed, prices: PriceList): readonly CostLine[] =>
  priced(sum([ofCalls(load), ofRegion(deployed.primary, load)]), prices);

/** What the platform takes for the same calls, EUR a month. */
export const callsEur = ({ callsPerDay, minutesPerCall }: Load, { callMinute }: PriceList): number =>
  callsPerDay * ASSUMPTIONS.daysPerMonth * minutesPerCall * callMinute.eur;
