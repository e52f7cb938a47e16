import type { AlarmSpec } from '../alarm.ts';
import { forAny } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** Strangers are refused all day long; so many are an attack, or a callback of Vonage's that we do not understand. */
export const refusals = (namespace: string, perMinute: number): AlarmSpec => ({
  name: 'refusals',
  says: `More than ${perMinute} callbacks were refused within a minute.`,
  ...forAny([counted(namespace, 'Refusal', {})]),
  threshold: perMinute + 1,
});
