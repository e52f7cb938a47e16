import type { Rules } from './options.ts';
import { unproven } from './rule.ts';
import { boolean, integer, number } from './values.ts';

const TAKEN_OUT = 'no such option (vendor SDKs had it for a year and took it out again)';

/** What talk and stream share. */
export const playback: Rules = {
  bargeIn: boolean,
  loop: integer({ min: 0 }),
  level: number({ min: -1, max: 1, textIsUnproven: true }),
  eventUrl: unproven(TAKEN_OUT),
  eventMethod: unproven(TAKEN_OUT),
  eventOnCompletion: unproven(TAKEN_OUT),
};
