/** Vonage does not document how it encodes nested values in a query. These are the candidates. */
export const QUERY_ENCODINGS = ['json-text', 'brackets', 'dots'] as const;
export type QueryEncoding = (typeof QUERY_ENCODINGS)[number];

export type Pair = readonly [name: string, value: string];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const scalar = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function flatten(name: string, value: unknown, encoding: QueryEncoding): Pair[] {
  if (!isObject(value)) return [[name, scalar(value)]];
  if (encoding === 'json-text') return [[name, JSON.stringify(value)]];
  const inner = (key: string): string => (encoding === 'brackets' ? `${name}[${key}]` : `${name}.${key}`);
  return Object.entries(value).flatMap(([key, each]) => flatten(inner(key), each, encoding));
}

/** Fields of a webhook → names and values of a query, in order, not yet percent-encoded. */
export function toPairs(fields: Readonly<Record<string, unknown>>, encoding: QueryEncoding): Pair[] {
  return Object.entries(fields).flatMap(([name, value]) => flatten(name, value, encoding));
}

/** Appends to the query that the URL has. */
export function appendQuery(url: string, pairs: readonly Pair[]): string {
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** Every name and value of the URL's query, decoded, in order. */
export function pairsOf(url: string): Pair[] {
  return URL.canParse(url) ? [...new URL(url).searchParams] : [];
}
