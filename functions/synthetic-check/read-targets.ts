import { CHECK_TARGETS } from '../../contracts/check-report.ts';
import type { CheckTarget } from '../../contracts/check-report.ts';

/**
 * Which targets an invocation asks for: those of `{"targets": [...]}`; both in a scheduled event, which names none.
 * @throws Error that says what was expected and found
 */
export function readTargets(event: unknown): readonly CheckTarget[] {
  const { targets } = (event ?? {}) as { readonly targets?: unknown };
  if (targets === undefined) return CHECK_TARGETS;
  const named = Array.isArray(targets) ? CHECK_TARGETS.filter((target) => targets.includes(target)) : [];
  if (Array.isArray(targets) && named.length > 0 && named.length === new Set(targets).size) return named;
  throw new Error(
    `targets: expected some of ${JSON.stringify(CHECK_TARGETS)}, found ${JSON.stringify(targets)}.`,
  );
}
