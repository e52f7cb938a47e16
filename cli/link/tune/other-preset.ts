import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { Timeouts, TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { MARGIN } from './recommend.ts';
import type { Measured } from './recommend.ts';
import { largest, smallest } from './times.ts';

/**
 * One line where the other preset fits better what the functions took, cold starts included: its integration timeouts
 * decide what a function that hangs costs. Nothing where the deployed one is right.
 */
export function otherPreset(routes: readonly Measured[], deployed: TimeoutsName): readonly string[] {
  const own = routes.map((route) => ({ route, tookMs: ownMs(route) }));
  const fits = (name: TimeoutsName): boolean =>
    own.every(({ route, tookMs }) => tookMs * MARGIN < integrationMs(route.name, TIMEOUTS[name]));
  const most = `${String(Math.round(largest(own.map(({ tookMs }) => tookMs))))} ms at most, cold starts included`;
  if (deployed === 'shipped' && fits('tight'))
    return [
      `The functions themselves took ${most}: timeouts: 'tight' in settings.ts is long enough. With it, a function that hangs costs ${String(TIMEOUTS.tight.answer.integrationMs)} ms instead of ${String(TIMEOUTS.shipped.answer.integrationMs)}; then tune again.`,
    ];
  if (deployed === 'tight' && !fits('tight'))
    return [
      `The functions themselves took ${most}: with timeouts: 'tight' such calls go to the fallback. Set timeouts: 'shipped' in settings.ts, deploy, then tune again.`,
    ];
  return [];
}

/** Apart from the way, which every request takes. */
const ownMs = ({ responsesMs }: Measured): number => largest(responsesMs) - smallest(responsesMs);

function integrationMs(route: Measured['name'], timeouts: Timeouts): number {
  return timeouts[route === 'websocket-disconnected' ? 'websocketDisconnected' : route].integrationMs;
}
