/** An event pattern of EventBridge, as far as the examples use it (Amazon EventBridge User Guide, "Event patterns"). */
export type Pattern = { readonly [field: string]: Pattern | readonly Matcher[] };
type Matcher = string | { readonly prefix: string } | { readonly wildcard: string };

/** Whether EventBridge would hand this event to the rule: each field of the pattern is met by one of its matchers. */
export const matches = (pattern: Pattern, event: unknown): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const value = (event as Readonly<Record<string, unknown>> | undefined)?.[field];
    return isMatchers(wanted) ? wanted.some((each) => isMet(each, value)) : matches(wanted, value);
  });

const isMatchers = (wanted: Pattern | readonly Matcher[]): wanted is readonly Matcher[] =>
  Array.isArray(wanted);

function isMet(matcher: Matcher, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (typeof matcher === 'string') return value === matcher;
  if ('prefix' in matcher) return value.startsWith(matcher.prefix);
  const parts = matcher.wildcard.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}
