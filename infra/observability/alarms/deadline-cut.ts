import type { RouteName } from '../../../contracts/routes.ts';
import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** Routes where a call flow runs. */
const ROUTES_WITH_A_FLOW: readonly RouteName[] = ['answer', 'websocket-disconnected', 'fallback'];

export const deadlineCut = (namespace: string): AlarmSpec => ({
  name: 'deadline-cut',
  says: 'A call flow took longer than its deadline.',
  ...forAny(ROUTES_WITH_A_FLOW.map((route) => counted(namespace, 'DeadlineCut', { route }))),
});
