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
