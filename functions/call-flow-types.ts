import type { Call, CallEvent } from '../contracts/call.ts';
import type { Ncco } from '../ncco/ncco.ts';
import type { FunctionSettings } from '../contracts/function-settings.ts';

/** What a call flow is given besides the call. */
export interface FlowContext {
  readonly settings: FunctionSettings;
  /** Absolute URLs of the webhooks in the region that answers this request. */
  readonly urls: { readonly websocketDisconnected: string; readonly event: string };
}

export interface SocketContext extends FlowContext {
  /** The bot to connect to on this rung. */
  readonly socketUri: string;
}

/** What a caller hears first. It may throw, be slow or return an invalid NCCO: the handlers then serve another NCCO. */
export type CallFlow = (call: Call, context: SocketContext) => Ncco | Promise<Ncco>;

/** What a caller hears on each rung of the ladder, after the bot's connection is lost. Pure and synchronous. */
export interface Rungs {
  /** Connects again to the bot whose socket was lost. */
  readonly 'same-socket': (event: CallEvent, context: SocketContext) => Ncco;
  /** Connects to the other region's bot. */
  readonly 'other-socket': (event: CallEvent, context: SocketContext) => Ncco;
  /** Also appended to every NCCO with a socket, when there is no event yet: hence a call. */
  readonly person: (call: Call, context: FlowContext) => Ncco;
  readonly voicemail: (event: CallEvent, context: FlowContext) => Ncco;
}
