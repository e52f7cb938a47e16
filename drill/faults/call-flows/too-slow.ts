import { setTimeout as sleep } from 'node:timers/promises';
import type { CallFlow } from '../../../functions/call-flow-types.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';

export { rungs } from './rungs.ts';

/** Right, but ten seconds late. */
export const callFlow: CallFlow = async (_call, { settings }) => {
  await sleep(10_000);
  return lastResort(settings);
};
