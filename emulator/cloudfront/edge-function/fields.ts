/** A query parameter, header or cookie; with `multiValue` where it comes more than once. */
export interface Field {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export type Fields = Readonly<Record<string, Field>>;

type Pair = readonly [name: string, value: string];

/** The query as it was sent, nothing decoded. */
export const parseQuery = (query: string): readonly Pair[] =>
  query.replace(/^\?/, '').split('&').filter(Boolean).map(pairOf);

export const parseCookies = (headers: readonly string[]): readonly Pair[] =>
  headers
    .flatMap((header) => header.split(';'))
    .map((cookie) => cookie.trim())
    .filter(Boolean)
    .map(pairOf);

function pairOf(text: string): Pair {
  const at = text.indexOf('=');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The first value of each name; all of them where there are more. */
export function toFields(pairs: readonly Pair[]): Fields {
  const names = [...new Set(pairs.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const values = pairs.filter(([other]) => other === name).map(([, value]) => ({ value }));
      return [name, { value: values[0]?.value ?? '', ...(values.length > 1 ? { multiValue: values } : {}) }];
    }),
  );
}

/**
 * Values of what a function gave back: a `multiValue` that it changed, otherwise its `value` in the first one's place
 * (Developer Guide, "Duplicate query strings, headers, and cookies").
 */
export function valuesOf(field: Field, before: Field | undefined): readonly string[] {
  const [, ...others] = field.multiValue ?? [];
  const isChanged = JSON.stringify(field.multiValue) !== JSON.stringify(before?.multiValue);
  const given = isChanged && field.multiValue !== undefined ? field.multiValue : [field, ...others];
  return given.map(({ value }) => value);
}

/** What makes it no fields, or undefined. */
export function wrongField(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return 'no object';
  const wrong = Object.entries(fields).find(([, field]) => !isField(field));
  return wrong === undefined ? undefined : `no value in ${wrong[0]}`;
}

const isValue = (field: unknown): field is { readonly value: string } =>
  typeof field === 'object' && field !== null && typeof (field as { value?: unknown }).value === 'string';

function isField(field: unknown): field is Field {
  if (!isValue(field)) return false;
  const { multiValue } = field as { multiValue?: unknown };
  return multiValue === undefined || (Array.isArray(multiValue) && multiValue.every(isValue));
}
