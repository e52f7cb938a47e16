import * as v from 'valibot';
import { milliseconds, parseJsonVariable, someText } from './parse-json-variable.ts';

/** The person who answers when the bot cannot: a PSTN number or a SIP endpoint. */
export type Person =
  { readonly type: 'phone'; readonly number: string } | { readonly type: 'sip'; readonly uri: string };

/** A journal bucket, and the AWS region it is in. */
export interface JournalLocation {
  readonly bucket: string;
  readonly region: string;
}

/** How requests are verified to come from Vonage. */
export interface SourceRules {
  /** `ip`: API Gateway checks the address, and no signature is required. */
  readonly mode: 'signature' | 'ip' | 'both';
  /** CIDR blocks. A request from outside is counted but not refused; if empty, nothing is counted. */
  readonly countOutside: readonly string[];
}

/** What bounds new outbound legs: the account's rate, and the person's lines. */
export interface OutboundSettings {
  /** New outbound legs a second that the Vonage account may make; null: by agreement without a limit. */
  readonly callsPerSecond: number | null;
  /** The most callers at once that the deployment is declared for; null: not declared. */
  readonly peakCalls: number | null;
  /** Callers that the person can take at once; null: not limited, or not known. */
  readonly personLines: number | null;
}

/** Numbers of the settings' table that have the same settings. */
export interface CalledNumbers {
  /** E.164 digits. */
  readonly called: readonly string[];
  /** Name of a flow of functions/call-flows.ts; absent: `callFlow` of functions/call-flow.ts. */
  readonly flow?: string | undefined;
  readonly person: Person;
  readonly personLines: number | null;
}

/** A function's settings, as JSON in its environment variable `SETTINGS`; written at deploy time. */
export interface FunctionSettings {
  /** The deployment's name: prefix of its physical names, namespace of its metrics. */
  readonly name: string;
  /** AWS region this function runs in. */
  readonly region: string;
  /** Vonage applications whose signed callbacks are accepted (two, when wired crosswise). */
  readonly applicationIds: readonly string[];
  /** Vonage account that signs the callbacks. */
  readonly apiKey: string;
  /** E.164 digits without `+`, one of the account's numbers; `from` of every connect. */
  readonly callerNumber: string;
  readonly person: Person;
  /** What is different for calls to these numbers; absent: nothing is. */
  readonly numbers?: readonly CalledNumbers[] | undefined;
  readonly outbound: OutboundSettings;
  /** This region's bot, and the other region's; null: there is none. */
  readonly websocket: { readonly uri: string; readonly otherUri: string } | null;
  /** The most steps and minutes that a call takes through the call flow; then the person. */
  readonly callFlow: { readonly mostSteps: number; readonly mostMinutes: number };
  /** This region's journal, and the other region's. */
  readonly journal: { readonly own: JournalLocation; readonly other: JournalLocation };
  readonly source: SourceRules;
  /** Whether log lines show full phone numbers. */
  readonly showNumbers: boolean;
  /** Own deadlines of the handlers, ms from the start of the invocation. */
  readonly deadlinesMs: {
    readonly answer: number;
    readonly event: number;
    readonly websocketDisconnected: number;
    readonly fallback: number;
  };
  /** A cold start that takes no longer than this leaves each handler its whole deadline within the gateway's timeout. */
  readonly coldStartFitsMs: number;
  /** A request that takes longer than this, including a cold start, counts as a near miss. */
  readonly nearMissMs: FunctionSettings['deadlinesMs'];
  /** The functions read a fault switch: for drills on deployed stacks. */
  readonly drillable: boolean;
}

const digits = v.pipe(v.string(), v.regex(/^\d{7,15}$/, 'E.164 digits without "+"'));
const websocketUri = v.pipe(v.string(), v.regex(/^wss?:\/\/\S+$/, 'a ws:// or wss:// URI'));

const isIpv4 = v.pipe(v.string(), v.ipv4());
const isIpv6 = v.pipe(v.string(), v.ipv6());
const isRange = (text: string): boolean => {
  const [, address = '', digits = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = v.is(isIpv4, address) ? 32 : v.is(isIpv6, address) ? 128 : -1;
  return Number(digits) <= bits;
};

const journal = v.object({ bucket: someText, region: someText });

const eachRouteMs = v.object({
  answer: milliseconds,
  event: milliseconds,
  websocketDisconnected: milliseconds,
  fallback: milliseconds,
});

const atLeastOne = v.pipe(v.number(), v.integer('a whole number'), v.minValue(1, 'at least 1'));
const countOrNone = v.nullable(atLeastOne);

const person = v.variant('type', [
  v.object({ type: v.literal('phone'), number: digits }),
  v.object({ type: v.literal('sip'), uri: v.pipe(v.string(), v.regex(/^sips?:\S+$/, 'a sip: URI')) }),
]);

const schema = v.object({
  name: someText,
  region: someText,
  applicationIds: v.pipe(v.array(someText), v.minLength(1, 'at least one application id')),
  apiKey: someText,
  callerNumber: digits,
  person,
  numbers: v.optional(
    v.array(
      v.object({
        called: v.array(digits),
        flow: v.optional(someText),
        person,
        personLines: countOrNone,
      }),
    ),
  ),
  outbound: v.object({ callsPerSecond: countOrNone, peakCalls: countOrNone, personLines: countOrNone }),
  websocket: v.nullable(v.object({ uri: websocketUri, otherUri: websocketUri })),
  callFlow: v.object({ mostSteps: atLeastOne, mostMinutes: atLeastOne }),
  journal: v.object({ own: journal, other: journal }),
  source: v.object({
    mode: v.picklist(['signature', 'ip', 'both']),
    countOutside: v.array(v.pipe(v.string(), v.check(isRange, 'a CIDR block'))),
  }),
  showNumbers: v.boolean(),
  deadlinesMs: eachRouteMs,
  coldStartFitsMs: v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, 'at least 0')),
  nearMissMs: eachRouteMs,
  drillable: v.boolean(),
});

/**
 * Reads the environment variable `SETTINGS`.
 * @throws Error that names the field, what was expected and what was found
 */
export const parseSettings = (text: string): FunctionSettings => parseJsonVariable('SETTINGS', schema, text);
