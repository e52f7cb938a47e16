import type { BehaviorModel } from '../deployment.ts';
import { wildcards } from '../wildcards.ts';

/** The first behaviour whose pattern matches the path; the default one matches everything. */
export function behaviorFor(behaviors: readonly BehaviorModel[], path: string): BehaviorModel {
  const found = behaviors.find(({ pathPattern }) => matches(pathPattern, path));
  if (found === undefined) throw new Error('a distribution without a default behaviour');
  return found;
}

/** The leading slash may be left out. */
const matches = (pattern: string, path: string): boolean =>
  pattern === '*' || wildcards(pattern.startsWith('/') ? pattern : `/${pattern}`).test(path);
