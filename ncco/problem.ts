/** One thing wrong (or doubtful) in an NCCO. */
export interface NccoProblem {
  /**
   * `error`: Vonage is documented to refuse the NCCO, so that it is replaced before it is served. `warning`: Vonage coerces,
   * replaces or defaults the value, or what it does is not documented; the NCCO is served as it is.
   */
  readonly severity: 'error' | 'warning';
  /** JSON path, e.g. `$[1].endpoint[0].uri`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export type Report = (
  severity: NccoProblem['severity'],
  path: string,
  expected: string,
  found: string,
) => void;

/** JSON path of a key or an index below `path`: `$[1]`, `$[1].endpoint`, `$[1]["content-type"]`. */
export function below(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]{0,59}$/.test(key)
    ? `${path}.${key}`
    : `${path}[${JSON.stringify(key.slice(0, 60))}]`;
}

const LONGEST = 60;

/** What was found, for people, in a bounded number of characters. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return keys.length === 0
      ? 'an empty object'
      : shorten(`an object with ${keys.slice(0, 10).map(quote).join(', ')}`);
  }
  return typeof value === 'string' ? quote(value) : shorten(String(value));
}

export const quote = (text: string): string => JSON.stringify(shorten(text));

const shorten = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
