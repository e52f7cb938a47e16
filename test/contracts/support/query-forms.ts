/** Forms of nested values in a query that the project accepts. Vonage sends JSON text; what a proxy makes of it may differ. */
export const QUERY_FORMS = ['json-text', 'brackets', 'dots'] as const;
export type QueryForm = (typeof QUERY_FORMS)[number];

type Pair = readonly [name: string, value: string];

/** Fields of a webhook as a query's names and values, decoded. */
export const asQuery = (
  fields: Readonly<Record<string, unknown>>,
  form: QueryForm,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => flatten(name, value, form)));

function flatten(name: string, value: unknown, form: QueryForm): Pair[] {
  if (typeof value !== 'object' || value === null)
    return [[name, typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)]];
  if (form === 'json-text') return [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(form === 'brackets' ? `${name}[${key}]` : `${name}.${key}`, inner, form),
  );
}
