import type { Call, CallEvent } from '../contracts/call.ts';
import type { FunctionSettings } from '../contracts/function-settings.ts';
import type { ActionName, Ncco } from '../ncco/ncco.ts';
import type { LeadingAction } from '../ncco/build.ts';
import type { Happened } from './flow/happened.ts';
import type { Forward } from './forward/forward.ts';
import type { Own } from './own/declare-own.ts';
import type { LookUp } from './own/reach.ts';

export type { Happened };

/** What a call flow is given besides the call. */
export interface FlowContext {
  readonly settings: FunctionSettings;
  /** Absolute URLs of the webhooks in the region that answers this request. */
  readonly urls: { readonly websocketDisconnected: string; readonly event: string };
  /**
   * When the request was received, ms since 1970, by the clock of the region that answers. The same event may come twice, a few
   * seconds apart.
   */
  readonly atMs: number;
}

/** What connects a bot. A call flow may make one of the parts that it is given: later fields of FlowContext are not asked for. */
export interface SocketContext extends Pick<FlowContext, 'settings' | 'urls'> {
  /** The bot to connect to on this rung. */
  readonly socketUri: string;
}

/** A plain action, or one that leads on to a step. An action's name is checked by the type. */
export type FlowAction<StepName extends string, State> =
  | { readonly action: ActionName; readonly next?: undefined; readonly [option: string]: unknown }
  | LeadingAction<StepName, State>;

export type FlowNcco<StepName extends string, State> = readonly FlowAction<StepName, State>[];

/** The values of the call flow's own (`declareOwn`). */
export interface WithValues<Values> {
  readonly own: { readonly values: Values };
}

export interface StartContext<Values = object, SecretName extends string = never> extends FlowContext {
  /** This region's bot; undefined where the settings name no bot (`websocketUri: null`). */
  readonly socketUri: string | undefined;
  /** The call flow's own, as `declareOwn` declares it. */
  readonly own: WithValues<Values>['own'] & {
    /**
     * From memory; read again now and then, behind a call. The last known value where the store is unavailable; where none is
     * known, rejects within 250 ms.
     */
    readonly secret: (name: SecretName) => Promise<string>;
  };
  /** Asks something that may be slow or down: `await lookUp({ budgetMs: 200, otherwise: undefined }, (signal) => …)`. */
  readonly lookUp: LookUp;
}

export interface StepContext<State, Values = object, SecretName extends string = never> extends StartContext<
  Values,
  SecretName
> {
  /** What the action that led here carried; the call flow's `state` where no action carried one yet. */
  readonly state: State;
  /** The event that came: all its fields, and the call's ids. Of a connect, those of the leg that was called. */
  readonly event: CallEvent;
}

/**
 * What a caller hears first. It may throw, be slow or return an invalid NCCO: the handlers then serve another NCCO.
 */
export type Start<
  StepName extends string = string,
  State = unknown,
  Values = object,
  SecretName extends string = never,
> = (
  call: Call,
  context: StartContext<Values, SecretName>,
) => FlowNcco<StepName, State> | Promise<FlowNcco<StepName, State>>;

/**
 * What a caller hears after something has happened in an action that leads here. `[]`: the NCCO that is running goes on. The
 * same event may come twice, also to the other region: a step decides by what it is given, and writes nothing.
 */
export type Step<
  StepName extends string = string,
  State = unknown,
  Values = object,
  SecretName extends string = never,
> = (
  happened: Happened,
  context: StepContext<State, Values, SecretName>,
) => FlowNcco<StepName, State> | Promise<FlowNcco<StepName, State>>;

/**
 * What a caller hears after the bot's connection is lost, each rung at most once a call, and where no step can go on: then
 * from `person`. Pure and synchronous. NCCOs without `next`.
 */
export interface Rungs<More = unknown> {
  /** Connects again to the bot whose socket was lost. Without it, the person follows the first bot. */
  readonly 'same-socket'?: (event: CallEvent, context: SocketContext & FlowContext & More) => Ncco;
  /** Connects to the other region's bot. Without it, the person follows. */
  readonly 'other-socket'?: (event: CallEvent, context: SocketContext & FlowContext & More) => Ncco;
  /** Also appended to every NCCO with a socket or a question, when there is no event yet: hence a call. */
  readonly person: (call: Call, context: FlowContext & More) => Ncco;
  readonly voicemail: (event: CallEvent, context: FlowContext & More) => Ncco;
  /** Words for a caller who has to wait; silence of up to 10 s follows, then they come again. Default: in English. */
  readonly waiting?: (call: Call, context: FlowContext & More) => Ncco;
  /**
   * A voicemail behind the person, for callers whose call to the person is refused. Also heard after a conversation with the
   * person, so its words must fit both. Default: in English; none where `voicemail` records nothing.
   */
  readonly 'after-person'?: (call: Call, context: FlowContext & More) => Ncco;
}

/** What a user writes. */
interface WrittenFlow<StepName extends string, State, Values, SecretName extends string> {
  /** Its own settings, secrets and permissions: `declareOwn({ … })`. */
  readonly own?: Own<Values, SecretName>;
  /** Larger whenever steps or the state mean something else; 1 where none is given. */
  readonly version?: number;
  /** The state that a call begins with: any plain JSON. */
  readonly state?: State;
  /**
   * An application that exists, which callbacks go on to first: `forwardTo('https://voice.example.com')`
   * (functions/forward/forward-to.ts). What follows here is what callers hear where it fails.
   */
  readonly forward?: Forward<NoInfer<StepName>>;
  readonly start: Start<NoInfer<StepName>, NoInfer<State>, NoInfer<Values>, NoInfer<SecretName>>;
  // The second part gives steps without parameters their type while the names are inferred.
  readonly steps?: Readonly<
    Record<StepName, Step<NoInfer<StepName>, NoInfer<State>, NoInfer<Values>, NoInfer<SecretName>>>
  > &
    Readonly<Record<string, Step<NoInfer<StepName>, NoInfer<State>, NoInfer<Values>, NoInfer<SecretName>>>>;
  /**
   * What a caller hears whose state cannot be read: it is forged, too old, another call's, or of a step that no longer exists.
   * Without it the rung `person`. Its NCCO leads nowhere.
   */
  readonly lost?: (call: Call, context: FlowContext & WithValues<NoInfer<Values>>) => Ncco;
  readonly rungs: Rungs<WithValues<NoInfer<Values>>>;
  /** What other versions call a step that was renamed: `{ choice: ['menu'] }`. Their calls go on here, and these there. */
  readonly knownAs?: Readonly<Partial<Record<StepName, readonly string[]>>>;
  /** Makes a state of another version one of this version. Where it throws, the caller hears `lost`. */
  readonly readState?: (state: unknown, version: number) => NoInfer<State>;
}

/** A call flow as the handlers use it. */
export interface CallFlow {
  /** In functions/call-flows.ts; undefined for a flow of functions/call-flow.ts. */
  readonly name?: string;
  readonly own: Own | undefined;
  readonly version: number;
  readonly state: unknown;
  readonly forward: Forward | undefined;
  readonly start: Start;
  readonly steps: Readonly<Record<string, Step>>;
  readonly lost: ((call: Call, context: FlowContext) => Ncco) | undefined;
  readonly rungs: Rungs;
  readonly knownAs: Readonly<Record<string, readonly string[]>>;
  readonly readState: ((state: unknown, version: number) => unknown) | undefined;
}

/** Checks, by types, that every `next` names a step and every `state` has the state's type. Called once, in call-flow.ts. */
export const defineFlow = <
  const StepName extends string = never,
  State = null,
  Values = object,
  SecretName extends string = never,
>({
  own,
  version = 1,
  state,
  forward,
  start,
  steps,
  lost,
  rungs,
  knownAs,
  readState,
}: WrittenFlow<StepName, State, Values, SecretName>): CallFlow => ({
  own: own as Own | undefined,
  version,
  state: state ?? null,
  forward,
  start: start as unknown as Start,
  steps: (steps ?? {}) as unknown as Readonly<Record<string, Step>>,
  ...withValues(lost, rungs, own?.values),
  knownAs: (knownAs ?? {}) as Readonly<Record<string, readonly string[]>>,
  readState,
});

/** What is heard where no step answers runs in functions that read no secret: of the call flow's own it gets the values. */
function withValues<Values>(
  lost: WrittenFlow<never, unknown, Values, never>['lost'],
  rungs: WrittenFlow<never, unknown, Values, never>['rungs'],
  values: Values | undefined,
): Pick<CallFlow, 'lost' | 'rungs'> {
  const given = (part: unknown): unknown =>
    values === undefined || typeof part !== 'function'
      ? part
      : (call: Call, context: FlowContext): unknown =>
          (part as (...given: unknown[]) => unknown)(
            call,
            // A getter stays one: the walk at synth finds out whether the time is asked for.
            Object.defineProperties({ own: { values } }, Object.getOwnPropertyDescriptors(context)),
          );
  return {
    lost: given(lost) as CallFlow['lost'],
    rungs: Object.fromEntries(
      Object.entries(rungs).map(([rung, part]) => [rung, given(part)]),
    ) as unknown as Rungs,
  };
}
