import type { Fields } from '../contracts/call.ts';

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
