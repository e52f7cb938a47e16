import * as v from 'valibot';

export const someText = v.pipe(v.string(), v.nonEmpty('a text that is not empty'));
export const milliseconds = v.pipe(
  v.number(),
  v.integer('whole milliseconds'),
  v.minValue(1, 'at least 1 millisecond'),
);

/**
 * Reads an environment variable that a stack writes as JSON.
 * @throws Error that names the field, what was expected and what was found
 */
export function parseJsonVariable<const S extends v.GenericSchema>(
  name: string,
  schema: S,
  text: string,
): v.InferOutput<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(name, 'JSON', 'text that is not JSON');
  }
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  const isType = issue.kind === 'schema';
  throw wrong(
    path === null ? name : `${name}.${path}`,
    isType ? (issue.expected ?? 'another value') : issue.message,
    issue.received,
  );
}

const wrong = (name: string, expected: string, found: string): Error =>
  new Error(
    `${name}: expected ${expected}, found ${found}. The stack writes this variable from settings.ts. To fix this: npm run deploy.`,
  );
