import { CHECK_TARGETS } from '../../../contracts/check-report.ts';
import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** The check sees it each minute, before anybody calls. */
export const secretPlaceholder = (namespace: string): AlarmSpec => ({
  name: 'secret-placeholder',
  says: "This region's signature secret is still the placeholder: it refuses every signed callback, and cannot check itself.",
  ...forAny([
    counted(namespace, 'CallbackRefused', { code: 'secret-not-configured' }),
    ...CHECK_TARGETS.map((target) =>
      counted(namespace, 'SyntheticCheck', { target, result: 'not-configured' }),
    ),
  ]),
});
