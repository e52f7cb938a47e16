/** The person who answers when the bot cannot: a PSTN number or a SIP endpoint. */
export type Person =
  { readonly type: 'phone'; readonly number: string } | { readonly type: 'sip'; readonly uri: string };

/** A journal bucket, and the AWS region it is in. */
export interface JournalLocation {
  readonly bucket: string;
  readonly region: string;
}

/** How a request is known to be Vonage's. */
export interface SourceRules {
  /** `ip`: the gateway has looked at the address, and no signature is asked for. */
  readonly mode: 'signature' | 'ip' | 'both';
  /** CIDR blocks. A request from outside is counted, and not refused for it; without any, nothing is counted. */
  readonly countOutside: readonly string[];
}

/** What a function is told at deploy time, as JSON in its environment variable `SETTINGS`. */
export interface FunctionSettings {
  /** Of the deployment: prefix of its physical names, namespace of its metrics. */
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
  /** This region's bot, and the other region's. */
  readonly websocket: { readonly uri: string; readonly otherUri: string };
  /** This region's journal, and the other region's. */
  readonly journal: { readonly own: JournalLocation; readonly other: JournalLocation };
  readonly source: SourceRules;
  /** Log lines show whole phone numbers. */
  readonly showNumbers: boolean;
  /** Own deadlines of the handlers, ms from the start of the invocation. */
  readonly deadlinesMs: {
    readonly answer: number;
    readonly event: number;
    readonly websocketDisconnected: number;
    readonly fallback: number;
  };
  /** A request that takes longer was nearly too late, ms; a cold start included. */
  readonly nearMissMs: FunctionSettings['deadlinesMs'];
  /** The functions read a fault switch: for drills on deployed stacks. */
  readonly drillable: boolean;
}
