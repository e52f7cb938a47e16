/** A number that JavaScript would print otherwise (0.10, 12345678901234567890), as the text it came as. */
export interface ExactNumber {
  readonly rawJSON: string;
}
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** "JSON.parse source text access" of ECMAScript: Node has it, TypeScript's library does not yet. */
interface SourceText {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): boolean;
}
const sourceText = JSON as unknown as SourceText;

/**
 * Parses JSON so that `printJson` prints each number as it came.
 * @throws SyntaxError
 */
export const parseJson = (text: string): Json =>
  sourceText.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source
      ? sourceText.rawJSON(source)
      : value,
  ) as Json;

/** As `JSON.stringify`, with numbers as they came. */
export const printJson = (value: Json, indent?: number): string => JSON.stringify(value, undefined, indent);

const isExactNumber = (value: Json): value is ExactNumber => sourceText.isRawJSON(value);

/** A number as JavaScript counts, however it came; undefined for all else. */
export const toNumber = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  return value !== undefined && isExactNumber(value) ? Number(value.rawJSON) : undefined;
};

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);

/** Equal for equal values: key order and the spelling of a number (0.10, 1e-1) make no difference. */
const canonical = (value: Json): string => {
  if (typeof value === 'number') return canonicalNumber(String(value));
  if (isExactNumber(value)) return canonicalNumber(value.rawJSON);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`);
  return `{${members.join(',')}}`;
};

const canonicalNumber = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return '0';
  const significant = digits.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${String(power)}`;
};

/** Whether both say the same. */
export const isSame = (a: Json, b: Json): boolean => canonical(a) === canonical(b);
