import { setTimeout as sleep } from 'node:timers/promises';
import type { CallFlow } from '../../../functions/define-flow.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';

export { rungs } from './rungs.ts';

/** Returns a valid NCCO after ten seconds. */
export const callFlow: CallFlow = async (_call, { settings }) => {
  await sleep(10_000);
  return lastResort(settings);
};
