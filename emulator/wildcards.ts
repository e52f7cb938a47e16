/** A whole text by AWS's patterns: `*` is any number of characters, also slashes; `?` is one; case counts. */
export function wildcards(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  compiled.set(pattern, expression);
  return expression;
}

/** The patterns of the assemblies that were read: few, and asked at each request. */
const compiled = new Map<string, RegExp>();
