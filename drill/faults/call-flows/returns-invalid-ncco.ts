import type { CallFlow } from '../../../functions/define-flow.ts';

export { rungs } from './rungs.ts';

/** Two mistakes that Vonage rejects: an unknown action, and a text that is a number. */
export const callFlow: CallFlow = () => [
  { action: 'speak', text: 'Hello.' },
  { action: 'talk', text: 1 },
];
