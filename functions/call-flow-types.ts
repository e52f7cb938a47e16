import type { Call, CallEvent } from '../contracts/call.ts';
import type { Ncco } from '../ncco/ncco.ts';
import type { FunctionSettings } from '../contracts/settings.ts';

/** What a call flow may know besides the call. */
export interface FlowContext {
  readonly settings: FunctionSettings;
  /** Webhooks of the region that answers this request, absolute. */
  readonly urls: { readonly websocketDisconnected: string; readonly event: string };
}

export interface SocketContext extends FlowContext {
  /** The bot to connect to on this rung. */
  readonly socketUri: string;
}

/** What a caller hears first. May throw, be slow or be wrong: the handlers see to it that nobody hears silence. */
export type CallFlow = (call: Call, context: SocketContext) => Ncco | Promise<Ncco>;

/** What a caller hears on each rung of the ladder, once the bot is gone. Pure, and at once. */
export interface Rungs {
  /** The socket that was lost, once more. */
  readonly 'same-socket': (event: CallEvent, context: SocketContext) => Ncco;
  /** The other region's bot. */
  readonly 'other-socket': (event: CallEvent, context: SocketContext) => Ncco;
  /** Also the tail of every NCCO with a socket, and then there is no event yet. */
  readonly person: (call: Call, context: FlowContext) => Ncco;
  readonly voicemail: (event: CallEvent, context: FlowContext) => Ncco;
}
