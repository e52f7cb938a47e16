/** JSON path of a key or an index below `path`: `$[1]`, `$[1].endpoint`, `$[1]["content-type"]`. */
export function below(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]{0,59}$/.test(key)
    ? `${path}.${key}`
    : `${path}[${JSON.stringify(key.slice(0, 60))}]`;
}
