import type { CallFlow } from '../../../functions/call-flow-types.ts';

export { rungs } from './rungs.ts';

export const callFlow: CallFlow = () => {
  throw new Error('This call flow always throws.');
};
