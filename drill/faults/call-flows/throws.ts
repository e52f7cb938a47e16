import { defineFlow } from '../../../functions/define-flow.ts';
import { rungs } from './rungs.ts';

export const callFlow = defineFlow({
  start: () => {
    throw new Error('This call flow always throws.');
  },
  rungs,
});
