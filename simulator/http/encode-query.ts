export type Pair = readonly [name: string, value: string];

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Fields of a webhook → names and values of a query, in order, not yet percent-encoded. Nested values are JSON text
 * (vonage-php-sdk-core, test/Voice/requests/dtmf-get.txt and event-get-notify.txt).
 */
export const toPairs = (fields: Readonly<Record<string, unknown>>): Pair[] =>
  Object.entries(fields).map(([name, value]) => [name, textOf(value)]);

/** The same captures leave these as they are, in every value. */
const escape = (value: string): string =>
  encodeURIComponent(value).replace(/%3A|%2C|%2F/g, (escaped) => decodeURIComponent(escaped));

/** Appends to the query that the URL has. */
export function appendQuery(url: string, pairs: readonly Pair[]): string {
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${escape(value)}`);
  return `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** Every name and value of the URL's query, decoded, in order. */
export function pairsOf(url: string): Pair[] {
  return URL.canParse(url) ? [...new URL(url).searchParams] : [];
}
