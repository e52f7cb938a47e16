import type { Person } from '../contracts/function-settings.ts';
import type { NccoAction } from './ncco.ts';

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

export const talk = (text: string, options: TalkOptions = {}): NccoAction => ({
  action: 'talk',
  text,
  ...options,
});

export const stream = (url: string, options: PlaybackOptions = {}): NccoAction => ({
  action: 'stream',
  streamUrl: [url],
  ...options,
});

export function connectWebsocket({ uri, contentType, headers, ...options }: WebsocketOptions): NccoAction {
  // The wire key is `content-type`; the vendor's Node builder writes `contentType`.
  return connect({ type: 'websocket', uri, 'content-type': contentType, ...present({ headers }) }, options);
}

export function connectPerson(person: Person, options: ConnectOptions): NccoAction {
  return connect(
    person.type === 'phone' ? { type: 'phone', number: person.number } : { type: 'sip', uri: person.uri },
    options,
  );
}

export function record(options: RecordOptions = {}): NccoAction {
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

function connect(endpoint: Readonly<Record<string, unknown>>, options: ConnectOptions): NccoAction {
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

/** Options that were not given do not appear on the wire (`loop: 0` and `bargeIn: false` do). */
function present(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
