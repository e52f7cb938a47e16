import type { Person } from '../contracts/function-settings.ts';
import type { ActionName } from './ncco.ts';

/** An action as a builder returns it. */
export interface BuiltAction {
  readonly action: ActionName;
  readonly next?: undefined;
  readonly [option: string]: unknown;
}

/**
 * An action that leads on: its event is answered with the NCCO of the step `next` (functions/define-flow.ts). `next` and
 * `state` are not sent to Vonage; the handlers write them into the action's event URL, encrypted.
 */
export interface LeadingAction<StepName extends string = string, State = unknown> {
  readonly action: 'input' | 'notify' | 'connect';
  readonly next: StepName;
  /** For the next step, plain JSON; without it the state stays as it is. */
  readonly state?: State;
  readonly [option: string]: unknown;
}

/** Where an action leads. */
export interface LeadsOn<StepName extends string, State> {
  readonly next: StepName;
  readonly state?: State;
}

export interface PlaybackOptions {
  /** The caller may interrupt; the next action of another kind must then be `input`. */
  readonly bargeIn?: boolean;
  /** How many times; 0 plays it until the call ends. */
  readonly loop?: number;
  /** Volume, -1 to 1. */
  readonly level?: number;
}

export interface TalkOptions extends PlaybackOptions {
  /** BCP-47, e.g. `en-GB`. */
  readonly language?: string;
  readonly style?: number;
  readonly premium?: boolean;
}

export interface DtmfOptions {
  /** 1 to 20; 4 by default. */
  readonly maxDigits?: number;
  /** How long after the last key, seconds: 0 to 10; 3 by default. */
  readonly timeOutSeconds?: number;
  /** `#` ends the input. */
  readonly submitOnHash?: boolean;
}

export interface SpeechOptions {
  /** BCP-47, e.g. `en-GB`. */
  readonly language?: string;
  /** Words that are likely. */
  readonly context?: readonly string[];
  /** How long before the caller begins to speak, seconds: 1 to 60; 10 by default. */
  readonly startTimeoutSeconds?: number;
  /** How long a pause ends the speech, seconds: 0.4 to 10; 2 by default. */
  readonly endOnSilenceSeconds?: number;
  /** 1 to 60; 60 by default. */
  readonly maxDurationSeconds?: number;
  readonly saveAudio?: boolean;
  /** 10 to 100; 90 by default. */
  readonly sensitivity?: number;
}

/** Keys, speech or both; `{}` for the platform's defaults. */
export interface InputOptions {
  readonly dtmf?: DtmfOptions;
  readonly speech?: SpeechOptions;
}

export interface ConnectOptions {
  /** E.164 digits without `+`, one of the account's numbers. */
  readonly from: string;
  /** How long the other side may ring, seconds. */
  readonly timeoutSeconds?: number;
  /** Where this leg's events go, instead of the application's event URL. */
  readonly eventUrl?: string;
  /** Failures are reported to the event URL, whose answer replaces the running NCCO. */
  readonly synchronous?: boolean;
}

export interface WebsocketOptions extends ConnectOptions {
  readonly uri: string;
  readonly contentType: 'audio/l16;rate=8000' | 'audio/l16;rate=16000' | 'audio/l16;rate=24000';
  /** Comes back in this leg's events. 512 bytes at most, as compact JSON. */
  readonly headers?: Readonly<Record<string, unknown>>;
}

export interface RecordOptions {
  readonly format?: 'mp3' | 'wav' | 'ogg';
  readonly beepStart?: boolean;
  /** One key that ends the recording: `0`-`9`, `*` or `#`. */
  readonly endOnKey?: string;
  readonly endOnSilenceSeconds?: number;
  readonly timeOutSeconds?: number;
  /** Where the `record` event goes, instead of the application's event URL. */
  readonly eventUrl?: string;
}

export const talk = (text: string, options: TalkOptions = {}): BuiltAction => ({
  action: 'talk',
  text,
  ...options,
});

export const stream = (url: string, options: PlaybackOptions = {}): BuiltAction => ({
  action: 'stream',
  streamUrl: [url],
  ...options,
});

export function connectWebsocket({ uri, contentType, headers, ...options }: WebsocketOptions): BuiltAction {
  // The wire key is `content-type`; the vendor's Node builder writes `contentType`.
  return connect({ type: 'websocket', uri, 'content-type': contentType, ...present({ headers }) }, options);
}

export function connectPerson(person: Person, options: ConnectOptions): BuiltAction;
/** With `next`: where nobody is reached, the step `next` says what follows. */
export function connectPerson<const StepName extends string, State = never>(
  person: Person,
  options: ConnectOptions & LeadsOn<StepName, State>,
): LeadingAction<StepName, State>;
export function connectPerson(
  person: Person,
  { next, state, ...options }: ConnectOptions & Partial<LeadsOn<string, unknown>>,
): BuiltAction | LeadingAction {
  const endpoint =
    person.type === 'phone' ? { type: 'phone', number: person.number } : { type: 'sip', uri: person.uri };
  return { ...connect(endpoint, options), ...present({ next, state }) } as BuiltAction | LeadingAction;
}

/** Asks the caller for keys, speech or both; the step `next` gets them. */
export function input<const StepName extends string, State = never>({
  dtmf,
  speech,
  next,
  state,
}: InputOptions & LeadsOn<StepName, State>): LeadingAction<StepName, State> {
  const types = [...(dtmf === undefined ? [] : ['dtmf']), ...(speech === undefined ? [] : ['speech'])];
  return {
    action: 'input',
    type: types.length === 0 ? ['dtmf'] : types,
    ...present({
      dtmf: dtmf && withoutUnits(dtmf, { timeOutSeconds: 'timeOut' }),
      speech:
        speech &&
        withoutUnits(speech, {
          startTimeoutSeconds: 'startTimeout',
          endOnSilenceSeconds: 'endOnSilence',
          maxDurationSeconds: 'maxDuration',
        }),
      state,
    }),
    next,
  };
}

/**
 * Leads on without a question, e.g. behind a recording: no NCCO is taken from a `record` event (webhook reference). The step
 * `next` gets the payload.
 */
export const notify = <const StepName extends string, State = never>({
  payload = {},
  next,
  state,
}: LeadsOn<StepName, State> & {
  readonly payload?: Readonly<Record<string, unknown>>;
}): LeadingAction<StepName, State> => ({ action: 'notify', payload, ...present({ state }), next });

export function record(options: RecordOptions = {}): BuiltAction {
  const { endOnSilenceSeconds, timeOutSeconds, eventUrl, ...same } = options;
  return {
    action: 'record',
    ...same,
    ...present({
      endOnSilence: endOnSilenceSeconds,
      timeOut: timeOutSeconds,
      eventUrl: eventUrl === undefined ? undefined : [eventUrl],
    }),
  };
}

function connect(endpoint: Readonly<Record<string, unknown>>, options: ConnectOptions): BuiltAction {
  const { from, timeoutSeconds, eventUrl, synchronous } = options;
  return {
    action: 'connect',
    from,
    ...present({
      timeout: timeoutSeconds,
      eventType: synchronous === true ? 'synchronous' : undefined,
      eventUrl: eventUrl === undefined ? undefined : [eventUrl],
    }),
    endpoint: [endpoint],
  };
}

/** Vonage's names of times have no unit. */
const withoutUnits = (
  options: object,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [names[name] ?? name, value]));

/** Options that were not given do not appear on the wire (`loop: 0` and `bargeIn: false` do). */
function present(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
