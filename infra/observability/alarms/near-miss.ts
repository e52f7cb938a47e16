import { ROUTES } from '../../../contracts/routes.ts';
import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** Routes that Vonage calls, and waits for. */
const AWAITED = ROUTES.filter(({ from }) => from !== 'anywhere');

export const nearMiss = (namespace: string): AlarmSpec => ({
  name: 'near-miss',
  says: 'A request of Vonage was nearly answered too late.',
  ...forAny(AWAITED.map(({ name }) => counted(namespace, 'NearMiss', { route: name }))),
});
