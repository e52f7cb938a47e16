import { oneUrl } from './list.ts';
import type { Rules } from './options.ts';
import { oneOf } from './values.ts';

/** Where an action's own events go. `eventUrl` must be an array (NCCO reference). */
export const eventTarget: Rules = { eventUrl: oneUrl, eventMethod: oneOf('GET', 'POST') };
