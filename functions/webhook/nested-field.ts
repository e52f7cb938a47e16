import type { Fields } from '../../contracts/call.ts';
import { isFields } from './parse-fields.ts';

/**
 * An object inside a webhook's fields. How a GET's query writes one is undocumented, so that each form is read:
 * an object, JSON text, `name[key]=…`, `name.key=…`. Undefined when there is none or it cannot be read.
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
