import { readFileSync } from 'node:fs';

export interface Price {
  readonly usd: number;
  /** What one of it is. */
  readonly per: string;
  readonly source: string;
}

export type PriceName =
  | 'apiRequest'
  | 'functionRequest'
  | 'functionGbSecond'
  | 'provisionedGbSecond'
  | 'journalPut'
  | 'handedEvent'
  | 'storageGbMonth'
  | 'secretMonth'
  | 'secretRequest'
  | 'logGb'
  | 'metricMonth'
  | 'alarmMonth'
  | 'dashboardMonth'
  | 'healthCheckMonth'
  | 'healthCheckOptionMonth';

export interface PriceList {
  /** When the prices were written down, yyyy-mm-dd. */
  readonly date: string;
  readonly currency: 'USD';
  readonly note: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
  /** What Vonage takes for a minute of an incoming call. */
  readonly callMinute: { readonly eur: number; readonly source: string };
}

/** The one dated file that every amount comes from. */
export const PRICE_LIST = JSON.parse(
  readFileSync(new URL('prices.json', import.meta.url), 'utf8'),
) as PriceList;
