import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { ApplicationFailure } from '../../contracts/metric-names.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { CallIds } from '../flow/call-state.ts';

/** A callback as it came, to be passed on. */
export interface Callback {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that were sent. */
  readonly body: Buffer;
  /** Of a GET. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/**
 * What an application's URL is asked for. `step`: the NCCO that goes on with the call. `whisper`: what the called party hears before it is
 * connected (`onAnswer`). `report`: nothing, but that `disconnected` takes an NCCO everywhere (fact sheet 2.3).
 */
export type Asked = 'step' | 'whisper' | 'report';

/** Where an event of an application's NCCO goes on to. */
export interface Target {
  readonly url: string;
  readonly asked: Asked;
  /** Version of the call flow that the call is of. */
  readonly version: number;
  /** Of the call's first request: the caller's leg. */
  readonly ids: CallIds;
}

/** What an application answered. */
export type Reply = { readonly ms: number; readonly status: number | undefined } & (
  | { readonly kind: 'ncco'; readonly ncco: Ncco }
  /** An application that works, and gives no NCCO; `body` is what Vonage gets. */
  | { readonly kind: 'none'; readonly body: '' | '[]' }
  | Failed
);

export interface Failed {
  readonly kind: 'failed';
  readonly failure: ApplicationFailure;
  /** Vonage would have tried once more (SUP 115016024247). */
  readonly isRetried: boolean;
  readonly problem: string;
}

/** What is needed to lead an application's events here. */
export interface Wrapping {
  /** The URL of our own `/event`. */
  readonly eventUrl: string;
  readonly secrets: LiveSecrets;
  readonly version: number;
  readonly ids: CallIds;
}

export interface Wrapped {
  readonly ncco: Ncco;
  /** URLs that are as the application wrote them, each with the reason: `$[1].eventUrl: not https`. */
  readonly left: readonly string[];
}

/** Whole URLs of an application, on one host or on two. */
export interface ForwardUrls {
  readonly answer: string;
  readonly event: string;
}

/** One host, and the paths on it. */
export interface ForwardHost {
  readonly host: string;
  readonly answer: string;
  readonly event: string;
}

/** An application that callbacks go on to: what `forwardTo` returns. It brings its code along: only call flows that use it load it. */
export interface Forward<StepName extends string = string> {
  /** As it was given. */
  readonly given: ForwardHost | ForwardUrls;
  /** The step that takes over in the middle of a call; undefined: the person. */
  readonly next: StepName | undefined;
  readonly answerUrl: string;
  readonly eventUrl: string;
  /** Passes a callback on. Settles within the time, and never rejects. */
  readonly ask: (callback: Callback, url: string, withinMs: number) => Promise<Reply>;
  /** Leads the events of an application's NCCO here, sealed. */
  readonly wrap: (ncco: Ncco, wrapping: Wrapping) => Wrapped;
  /** Of a token that `wrap` has written: where it leads. `another`: sealed by us, for another purpose. */
  readonly open: (token: string, secrets: LiveSecrets) => Target | 'another' | 'unreadable';
}
