import { setTimeout as sleep } from 'node:timers/promises';
import { defineFlow } from '../../../functions/define-flow.ts';
import { talk } from '../../../ncco/build.ts';
import { rungs } from './rungs.ts';

/** Returns a valid NCCO after ten seconds. */
export const callFlow = defineFlow({
  start: async () => {
    await sleep(10_000);
    return [talk('Too late.')];
  },
  rungs,
});
