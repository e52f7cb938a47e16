import type { Rungs } from '../../../functions/define-flow.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';

/** A bad call flow fails at the start of a call only; its rungs work. */
export const rungs: Rungs = {
  'same-socket': (_event, { settings }) => lastResort(settings),
  'other-socket': (_event, { settings }) => lastResort(settings),
  person: (_call, { settings }) => lastResort(settings),
  voicemail: (_event, { settings }) => lastResort(settings),
};
