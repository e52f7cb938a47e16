import { FALLBACK_REASONS } from '../../contracts/metric-names.ts';
import type { FallbackReason } from '../../contracts/metric-names.ts';

/**
 * The platform's own words, `Connection closed.` (fact sheet 3), as a value of a metric. They are open text: case and
 * punctuation say nothing.
 */
export function fallbackReason(text: string | undefined): FallbackReason {
  const words = (text ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
  const reason = words.join('-');
  return FALLBACK_REASONS.find((known) => known === reason) ?? 'other';
}
