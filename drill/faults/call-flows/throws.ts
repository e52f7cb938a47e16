import type { CallFlow } from '../../../functions/core/call-flow-types.ts';

export { rungs } from './rungs.ts';

export const callFlow: CallFlow = () => {
  throw new Error('This call flow always throws.');
};
