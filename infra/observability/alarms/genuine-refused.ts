import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

export const genuineRefused = (namespace: string): AlarmSpec => ({
  name: 'genuine-refused',
  says: "A callback that knows our account and application was refused for its signature: most likely Vonage's, and this region's secret is wrong.",
  ...forAny([counted(namespace, 'GenuineRefusal', {})]),
});
