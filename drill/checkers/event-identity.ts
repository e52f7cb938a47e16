type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of an event as text, equal for a body and for a query (where nested values are JSON text, `name[key]` or
 * `name.key`). The fields that Vonage adds for the fallback are left out.
 */
export function eventIdentity(payload: Fields): string {
  const said = Object.entries(payload).flatMap(([name, value]) => flatten(dotted(name), value));
  const isForTheFallback = said.some(([path]) => /^original_request\b/.test(path));
  return said
    .filter(([path]) => !isForTheFallback || (path !== 'reason' && !/^original_request\b/.test(path)))
    .map(([path, text]) => `${path}=${text}`)
    .sort()
    .join('\n');
}

function flatten(path: string, value: unknown): readonly (readonly [path: string, text: string])[] {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'string') {
    const inside = objectIn(value);
    return inside === undefined ? [[path, value]] : flatten(path, inside);
  }
  if (typeof value !== 'object') return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(`${path}.${dotted(key)}`, inner));
}

function objectIn(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const dotted = (name: string): string => name.replaceAll(/\[([^[\]]*)\]/g, '.$1');
