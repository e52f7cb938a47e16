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
  /** Words for a caller who has to wait; silence of up to 10 s follows, then they come again. Default: in English. */
  readonly waiting?: (call: Call, context: FlowContext) => Ncco;
  /**
   * A voicemail behind the person, for callers whose call to the person is refused. Also heard after a conversation with the
   * person, so its words must fit both. Default: in English; none where `voicemail` records nothing.
   */
  readonly 'after-person'?: (call: Call, context: FlowContext) => Ncco;
}
