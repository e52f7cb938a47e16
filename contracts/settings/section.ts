import * as v from 'valibot';

/** A schema for every key of T, so that a setting cannot be added without its check. */
type Entries<T> = { readonly [K in keyof T]-?: v.GenericSchema<unknown, T[K]> };

/** An object with these keys and no other one. */
export function section<T>(
  entries: Entries<T>,
  expected?: string,
): v.GenericSchema<unknown, { [K in keyof T]: T[K] }> {
  const names = Object.keys(entries).join(', ');
  const unknown = v.never(`no such setting (there are ${names})`);
  const schema = v.pipe(
    v.custom<object>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      expected ?? `an object with ${names}`,
    ),
    // For a missing key, Valibot's own message does not say what was expected.
    v.transform((given) => ({ ...Object.fromEntries(Object.keys(entries).map((key) => [key])), ...given })),
    // Not objectWithRest, which overlooks a key named "constructor"; not strictObject, which reports one unknown key.
    v.lazy((given) =>
      v.object({
        ...Object.fromEntries(Object.keys(given as object).map((key) => [key, unknown])),
        ...(entries as v.ObjectEntries),
      }),
    ),
  );
  return schema as unknown as v.GenericSchema<unknown, { [K in keyof T]: T[K] }>;
}

/** Refuses a repeated value, compared without case; the problem names the second one. */
export const distinct = <T extends object>(what: string, nameOf: (key: string) => string) =>
  v.rawCheck<T>(({ dataset: { value, issues }, addIssue }) => {
    const isWrongAsAWhole = issues?.some(({ path }) => path === undefined) ?? false;
    if (isWrongAsAWhole || typeof value !== 'object' || value === null) return;
    const entries = Object.entries(value);
    entries.forEach(([key, each], index) => {
      const same = (other: unknown) => String(other).toLowerCase() === String(each).toLowerCase();
      const earlier = entries.slice(0, index).find(([, other]) => same(other));
      if (each === undefined || earlier === undefined) return;
      const at = Array.isArray(value) ? index : key;
      addIssue({
        message: `${what} different from ${nameOf(earlier[0])}`,
        path: [{ type: 'unknown', origin: 'value', input: value, key: at, value: each }],
      });
    });
  });
