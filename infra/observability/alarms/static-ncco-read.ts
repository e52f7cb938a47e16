import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { pageReads } from '../page-reads.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';

/**
 * Only of the page instead of a 5xx: behind a front only /fallback can cause one, and no stranger there. A 4xx is what anybody
 * hears who visits a front; a genuine caller behind one is refused, which genuine-refused and secret-placeholder tell.
 * An edge keeps what it has read for a minute: how many have heard it is not known, that somebody has is. S3 tells of a read
 * when it can, so that a quarter of an hour is looked at.
 */
export const staticNccoRead = (settings: Settings): AlarmSpec => ({
  name: 'static-ncco-read',
  says: 'A region failed behind its front, and the static NCCO was served in its place: callers may hear the last resort.',
  ...forAny([pageReads(settings, '5xx')]),
  of: 15,
});
