import type { CallFlow } from '../../../functions/define-flow.ts';

export { rungs } from './rungs.ts';

export const callFlow: CallFlow = () => {
  throw new Error('This call flow always throws.');
};
