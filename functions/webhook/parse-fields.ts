import type { Fields } from '../../contracts/call.ts';
import type { RawRequest } from '../raw-request.ts';

/** The body of a POST is not a JSON object. */
export class MalformedBodyError extends Error {
  override readonly name = 'MalformedBodyError';

  constructor(found: string) {
    super(`The body must be a JSON object; found ${found}.`);
  }
}

/**
 * The fields of a webhook: a POST's JSON body, a GET's query. Unknown fields are kept.
 * @throws MalformedBodyError
 */
export function parseFields(request: RawRequest): Fields {
  if (request.method === 'GET') return request.query;
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new MalformedBodyError(request.body.length === 0 ? 'an empty body' : 'text that is not JSON');
  }
  if (!isFields(value))
    throw new MalformedBodyError(
      Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`,
    );
  return value;
}

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string or number as text; undefined for an empty string and for any other value. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * An object inside a webhook's fields. Captures of Vonage's GET requests show JSON text; its pages do not say, so all of these
 * are accepted: an object, JSON text, `name[key]=…`, `name.key=…`. Undefined when there is none or it cannot be read.
 */
export function nestedField(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  if (isFields(value)) return value;
  if (typeof value === 'string') return parseText(value);
  const flattened = Object.entries(fields).flatMap(([key, inner]) => {
    const innerKey = keyInside(key, name);
    return innerKey === undefined ? [] : [[innerKey, inner] as const];
  });
  return flattened.length === 0 ? undefined : Object.fromEntries(flattened);
}

function parseText(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function keyInside(key: string, name: string): string | undefined {
  if (key.startsWith(`${name}.`)) return key.slice(name.length + 1);
  return key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : undefined;
}
