import { sendVectors } from '../callbacks/send-vectors.ts';
import type { Fault } from './fault.ts';

/**
 * Somebody sends every vector of drill/callbacks/vectors.json to every way in, while calls go on; undoing it waits for the
 * last one. What became of them is told as records of type `vector`.
 */
export const forgedCallbacks: Fault = {
  name: 'callbacks are forged in every known way',
  apply: ({ description }, _outside, write) => {
    const sent = sendVectors(description, write);
    // It is asked for when the fault is undone.
    sent.catch(() => undefined);
    return Promise.resolve(() => sent);
  },
};
