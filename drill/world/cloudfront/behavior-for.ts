import type { BehaviorModel } from '../deployment.ts';

/** The first behaviour whose pattern matches the path; the default one matches everything. */
export function behaviorFor(behaviors: readonly BehaviorModel[], path: string): BehaviorModel {
  const found = behaviors.find(({ pathPattern }) => matches(pathPattern, path));
  if (found === undefined) throw new Error('a distribution without a default behaviour');
  return found;
}

/** `*` is any number of characters, `?` one; the leading slash may be left out; case counts. */
function matches(pattern: string, path: string): boolean {
  if (pattern === '*') return true;
  const source = (pattern.startsWith('/') ? pattern : `/${pattern}`)
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(path);
}
