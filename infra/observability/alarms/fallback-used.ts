import { FALLBACK_REASONS } from '../../../contracts/metric-names.ts';
import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** One is enough: a call was saved, and the next one needs the same luck. */
export const fallbackUsed = (namespace: string): AlarmSpec => ({
  name: 'fallback-used',
  says: 'The other region could not serve a request of Vonage; this one has.',
  ...forAny(FALLBACK_REASONS.map((reason) => counted(namespace, 'FallbackUsed', { reason }))),
});
