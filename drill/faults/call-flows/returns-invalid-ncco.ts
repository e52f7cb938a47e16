import { defineFlow } from '../../../functions/define-flow.ts';
import { rungs } from './rungs.ts';

/** Two mistakes that Vonage rejects: an unknown action, and a text that is a number. */
export const callFlow = defineFlow({
  // The type of an NCCO refuses the first one.
  start: () => [
    { action: 'speak' as 'talk', text: 'Hello.' },
    { action: 'talk', text: 1 },
  ],
  rungs,
});
