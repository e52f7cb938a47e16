import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

export const nccoReplaced = (namespace: string): AlarmSpec => ({
  name: 'ncco-replaced',
  says: 'The call flow threw or returned an invalid NCCO, and the last resort took its place.',
  ...forAny((['threw', 'invalid'] as const).map((why) => counted(namespace, 'NccoReplaced', { why }))),
});
