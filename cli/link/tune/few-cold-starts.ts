import { COLD } from './measure.ts';
import type { RouteTimes } from './measure.ts';

/** Says where fewer cold starts were seen than wanted, and why the recommendation holds for them all the same. */
export function fewColdStarts(results: readonly RouteTimes[]): readonly string[] {
  const webhooks = [...new Set(results.map(({ route }) => route.webhook))];
  const few = webhooks.flatMap((webhook) => {
    const bursts = results.flatMap(({ route, cold }) => (route.webhook === webhook && cold ? [cold] : []));
    const seen = bursts.reduce((sum, { coldStarts }) => sum + coldStarts, 0);
    const mostAtOnce = Math.max(0, ...bursts.map((burst) => burst.mostAtOnce));
    return seen < COLD ? [`${String(seen)} of ${webhook} (up to ${String(mostAtOnce)} at once)`] : [];
  });
  return few.length === 0
    ? []
    : [
        `Fewer than ${String(COLD)} cold starts were seen: ${few.join(', ')}. A slower one is cut by the deployed deadlines, which the recommended timeouts outlast.`,
      ];
}
