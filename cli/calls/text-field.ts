import type { Fields } from '../../contracts/call.ts';

/** A string or number as text; anything else, and an empty text, as absent. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
