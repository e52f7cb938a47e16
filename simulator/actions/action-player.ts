import type { NccoAction } from '../../ncco/ncco.ts';
import type { Flow } from '../call/ask-for-ncco.ts';
import type { Call } from '../call/call.ts';

/**
 * Plays one action of the NCCO that `request` brought. Resolves with the NCCO that replaces it, or with
 * nothing: the next action follows.
 */
export type ActionPlayer = (call: Call, action: NccoAction, request: string) => Promise<Flow | undefined>;

/** The drill does not guess what it cannot play; the call ends with this message. */
export class NotSimulated extends Error {
  constructor(what: string) {
    super(`The simulated platform does not play ${what}. Leave it out of what the drill calls.`);
    this.name = 'NotSimulated';
  }
}
