import { HEALTH_CHECK_INTERVAL_SECONDS } from '../../infra/domain/health-check-times.ts';
import type { FixedResources, HealthCheck } from './count-resources.ts';
import { METRICS_OF_A_BUSY_REGION, METRICS_OF_AN_IDLE_REGION } from './metrics-per-region.ts';
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
  /** Billed time of one request, ms. An event waits for its journal; an answer waits for no other service. */
  answerMs: 15,
  eventMs: 60,
  /** Of one look at /health, which works once in five seconds; and the lines that Lambda itself writes of it, bytes. */
  healthMs: 5,
  healthLogBytes: 400,
  /** Health checkers of Route 53; each asks in the interval ("On average … about every two seconds", at 30 s). */
  healthCheckers: 15,
  /** One event in the journal, and one line in the log with its metrics, bytes. */
  journalBytes: 1000,
  logBytes: 1500,
  /** Request metrics of a filter on what is only read: all, GET, 4xx, 5xx, bytes, and two latencies. */
  metricsPerFilter: 7,
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

/** What is deployed, as far as it is paid for. */
export interface Deployed {
  readonly memoryMb: number;
  /** Days that an event is kept in the journal. */
  readonly journalDays: number;
  /** Each event is handed to EventBridge. */
  readonly eventBridge: boolean;
  readonly primary: FixedResources;
  readonly secondary: FixedResources;
  readonly static: FixedResources;
}

type Quantities = Readonly<Partial<Record<PriceName, number>>>;

const GB = 1e9;
const SECONDS_PER_MONTH = ASSUMPTIONS.daysPerMonth * 86_400;
/** Lambda's gigabyte. */
const gb = (memoryMb: number): number => memoryMb / 1024;

/** EventBridge takes in each event; what the rules' targets cost is not counted. */
const ofHandedEvents = ({ callsPerDay, eventsPerCall }: Load): Quantities => ({
  handedEvent: callsPerDay * ASSUMPTIONS.daysPerMonth * eventsPerCall,
});

/** What the calls cause, in the region that answers them. */
const ofCalls = (load: Load, { memoryMb, journalDays, eventBridge }: Deployed): Quantities => {
  const calls = load.callsPerDay * ASSUMPTIONS.daysPerMonth;
  const events = calls * load.eventsPerCall;
  const requests = calls + events;
  return {
    apiRequest: requests,
    functionRequest: requests,
    functionGbSecond: (gb(memoryMb) * (calls * ASSUMPTIONS.answerMs + events * ASSUMPTIONS.eventMs)) / 1000,
    journalPut: events,
    ...(eventBridge ? ofHandedEvents(load) : {}),
    storageGbMonth: (events * ASSUMPTIONS.journalBytes * (journalDays / ASSUMPTIONS.daysPerMonth)) / GB,
    logGb: (requests * ASSUMPTIONS.logBytes) / GB,
    secretRequest: (ASSUMPTIONS.busyEnvironments * SECONDS_PER_MONTH) / 300,
  };
};

const CHECKS_PER_MONTH = SECONDS_PER_MONTH / 60;

/**
 * A region's synthetic check, once a minute: it reads its secret, and asks its own answer and the other region's fallback.
 * Four lines in logs: one of each answer, and two of its own.
 */
const ofChecks = ({ memoryMb }: Deployed): Quantities => ({
  apiRequest: 2 * CHECKS_PER_MONTH,
  functionRequest: 3 * CHECKS_PER_MONTH,
  functionGbSecond:
    (CHECKS_PER_MONTH *
      (ASSUMPTIONS.checkGb * ASSUMPTIONS.checkMs + 2 * gb(memoryMb) * ASSUMPTIONS.answerMs)) /
    1000,
  secretRequest: CHECKS_PER_MONTH,
  logGb: (4 * CHECKS_PER_MONTH * ASSUMPTIONS.logBytes) / GB,
});

/** What is paid for by the month, used or not. */
const ofResources = ({
  alarmMetrics,
  dashboards,
  secrets,
  requestMetricFilters,
}: FixedResources): Quantities => ({
  alarmMonth: alarmMetrics,
  dashboardMonth: dashboards,
  secretMonth: secrets,
  metricMonth: requestMetricFilters * ASSUMPTIONS.metricsPerFilter,
});

/** A health check, and what its checkers cause at the API that they ask. */
const ofHealthCheck = ({ intervalSeconds, options }: HealthCheck, { memoryMb }: Deployed): Quantities => {
  const requests = (ASSUMPTIONS.healthCheckers * SECONDS_PER_MONTH) / intervalSeconds;
  return {
    healthCheckMonth: 1,
    healthCheckOptionMonth: options,
    apiRequest: requests,
    functionRequest: requests,
    functionGbSecond: (gb(memoryMb) * requests * ASSUMPTIONS.healthMs) / 1000,
    logGb: (requests * ASSUMPTIONS.healthLogBytes) / GB,
  };
};

/** What a serving region costs with no call at all. */
const ofRegion = (
  role: 'primary' | 'secondary',
  deployed: Deployed,
  { provisionedConcurrency }: Load,
): readonly Quantities[] => [
  ofResources(deployed[role]),
  ...deployed[role].healthChecks.map((healthCheck) => ofHealthCheck(healthCheck, deployed)),
  {
    metricMonth: role === 'primary' ? METRICS_OF_A_BUSY_REGION : METRICS_OF_AN_IDLE_REGION,
    // answer and fallback
    provisionedGbSecond: 2 * provisionedConcurrency * gb(deployed.memoryMb) * SECONDS_PER_MONTH,
  },
];

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
      ofCalls(load, deployed),
      ...ofRegion('primary', deployed, load),
      ...ofRegion('secondary', deployed, load),
      ofChecks(deployed),
      ofChecks(deployed),
      ofResources(deployed.static),
    ]),
    prices,
  );

/**
 * The same calls in one region, without failover: no distribution, no static tier, no checks, no domain that fails over.
 */
export const oneRegion = (load: Load, deployed: Deployed, prices: PriceList): readonly CostLine[] => {
  const primary = { ...deployed.primary, healthChecks: [] };
  return priced(
    sum([ofCalls(load, deployed), ...ofRegion('primary', { ...deployed, primary }, load)]),
    prices,
  );
};

/** As infra/domain makes it: HTTPS is the one option that it takes. */
const OF_A_DOMAIN: HealthCheck = { intervalSeconds: HEALTH_CHECK_INTERVAL_SECONDS, options: 1 };

/** What a domain that moves between the regions costs; without its hosted zone, which is there for more than this. */
export const domain = (deployed: Deployed, prices: PriceList): readonly CostLine[] =>
  priced(sum([ofHealthCheck(OF_A_DOMAIN, deployed), ofHealthCheck(OF_A_DOMAIN, deployed)]), prices);

/** What it costs to hand the events to EventBridge; without what takes them from there. */
export const handedEvents = (load: Load, prices: PriceList): readonly CostLine[] =>
  priced(ofHandedEvents(load), prices);

/** What Vonage takes for the same calls, EUR a month. */
export const callsEur = ({ callsPerDay, minutesPerCall }: Load, { callMinute }: PriceList): number =>
  callsPerDay * ASSUMPTIONS.daysPerMonth * minutesPerCall * callMinute.eur;
