/** A whole text by AWS's patterns: `*` is any number of characters, also slashes; `?` is one; case counts. */
export function wildcards(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
