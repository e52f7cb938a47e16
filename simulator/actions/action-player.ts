import type { NccoAction } from '../../ncco/ncco.ts';
import type { Flow } from '../call/ask-for-ncco.ts';
import type { Call } from '../call/call.ts';

/**
 * Plays one action of the NCCO that `request` returned. Resolves with the NCCO that replaces it, or with undefined: the
 * next action follows.
 */
export type ActionPlayer = (call: Call, action: NccoAction, request: string) => Promise<Flow | undefined>;

/** An action or option that the simulator cannot play. The call ends with this message. */
export class NotSimulated extends Error {
  constructor(what: string) {
    super(
      `The Vonage simulator does not play ${what}. To fix this: remove it from the NCCO that the drill runs.`,
    );
    this.name = 'NotSimulated';
  }
}
