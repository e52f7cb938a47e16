/**
 * What happened in a scenario, in order. The platform and the runner write it, checkers read it and
 * nothing else. `atMs` is `performance.now()` of the drill's process.
 */
export type Outcome =
  /** An HTTP response arrived whole. */
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      /** First 2,000 characters of the body. */
      readonly body: string;
    }
  | {
      readonly kind: 'error';
      readonly error:
        | 'connection-refused'
        | 'connect-timeout'
        | 'socket-timeout'
        | 'connection-reset'
        | 'connection-closed'
        | 'tls-fault'
        | 'invalid-url'
        /** Bytes came back, and they were not HTTP. */
        | 'malformed-http';
      readonly detail: string;
    };

/** A process of the run: a region, the static tier, CloudFront (`edge`), or the drill with the platform and the bots. */
export type Part = 'primary' | 'secondary' | 'static' | 'edge' | 'drill';

/** What a caller is doing when the platform asks for an NCCO, or which event it reports. */
export type RequestKind = 'answer' | 'event' | 'fallback';

export type HistoryRecord = { readonly atMs: number; readonly call: string } & (
  | { readonly type: 'call-started'; readonly from: string; readonly to: string }
  /** From here the caller waits: silence begins. */
  | {
      readonly type: 'wants-ncco';
      readonly why: 'answer' | 'websocket-dropped' | 'connect-ended' | 'input' | 'notify';
      /** When the bot was heard last: a socket that is half-open is noticed later. */
      readonly silentSinceMs?: number;
    }
  | {
      readonly type: 'request';
      readonly request: string;
      readonly kind: RequestKind;
      /** 1, or 2 for the platform's one retry. Each attempt has a `request` name of its own. */
      readonly attempt: number;
      /** The `request` of the first attempt. */
      readonly retryOf?: string;
      readonly method: 'GET' | 'POST';
      /** As the application names it; the fields of a GET are in `payload`. */
      readonly url: string;
      /** `status` of an event, or its kind where it has none (`record`, `input`, …). */
      readonly event?: string;
      readonly expectsNcco: boolean;
      /** The fields that were sent (body or query), for checkers. */
      readonly payload: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'outcome';
      readonly request: string;
      readonly kind: RequestKind;
      readonly tookMs: number;
      readonly outcome: Outcome;
      /** This end of the connection, `address:port`, where there was one. */
      readonly client?: string;
      /** What the rules say comes next, and the rule's name. */
      readonly next: 'run-ncco' | 'retry' | 'fallback' | 'give-up' | 'go-on' | 'done';
      readonly rule: string;
    }
  /** An NCCO (or what was meant to be one) arrived where one was wanted. */
  | {
      readonly type: 'ncco';
      readonly request: string;
      readonly ncco: unknown;
      readonly problems: readonly {
        readonly path: string;
        readonly expected: string;
        readonly found: string;
      }[];
    }
  /** The caller hears something: silence ends. */
  | {
      readonly type: 'heard';
      readonly what: 'talk' | 'stream' | 'bot' | 'person' | 'ringing' | 'beep' | 'hold-music';
      /** The text spoken, the stream's URL, the socket's URI, the number or SIP URI. */
      readonly content: string;
      /** The request whose NCCO led to it. */
      readonly request: string | undefined;
    }
  /** The caller was meant to hear this and did not. */
  | {
      readonly type: 'not-heard';
      readonly what: 'stream';
      readonly content: string;
      readonly request: string | undefined;
      readonly detail: string;
    }
  /** A leg other than the caller's: the bot's socket, or a person. */
  | {
      readonly type: 'leg';
      readonly leg: string;
      readonly endpoint: 'websocket' | 'phone' | 'sip';
      readonly to: string;
      /** `started`, `ringing`, `answered`, `busy`, …, `disconnected` (dropped), `completed`. */
      readonly state: string;
      readonly detail?: string;
    }
  /** An event that a journal holds once the scenario is over; the runner looks. `call` is empty for nobody's. */
  | {
      readonly type: 'journaled';
      readonly bucket: 'primary' | 'secondary';
      readonly key: string;
      /** How often the key was written. */
      readonly writes: number;
      readonly event: Readonly<Record<string, unknown>>;
    }
  /** A callback of drill/callbacks/vectors.json was sent. `call` is empty. */
  | {
      readonly type: 'vector';
      /** Its name. */
      readonly vector: string;
      /** For people: `the primary’s answer`. */
      readonly target: string;
      /** In the same words: `401 token-expired`, `200 and an NCCO`. */
      readonly expected: string;
      readonly found: string;
    }
  /** What became of the forged callbacks that a flood has sent to one URL. `call` is empty. */
  | {
      readonly type: 'flood';
      /** For people: `the primary’s answer`. */
      readonly target: string;
      /** As ordered, for all of the flood's targets together. */
      readonly perSecond: number;
      /** From the flood's first request to its last one. */
      readonly tookMs: number;
      readonly sent: number;
      /** Refused as it must be. */
      readonly asExpected: number;
      /** What else came (`status 200`, `ECONNRESET`, …) → how often. */
      readonly others: Readonly<Record<string, number>>;
    }
  /** How often a region's functions have asked for its secret. `call` is empty. */
  | {
      readonly type: 'secret-reads';
      /** For people: `the primary`. */
      readonly region: string;
      readonly reads: number;
      /** How many lived meanwhile. */
      readonly environments: number;
      readonly tookMs: number;
      /** An environment may ask for an unknown signature, and then not again within this. */
      readonly gapMs: number;
    }
  /** What a request met inside the local system: a function's environment, and what that lost to the machine. */
  | {
      readonly type: 'waited';
      readonly request: string;
      readonly fromMs: number;
      readonly toMs: number;
      /** Waiting for a core, or for its turn to be started. */
      readonly waitedMs: number;
      /** A fault kept a ready environment from it for so long. */
      readonly heldMs: number;
      /** An environment was started for it. */
      readonly isCold: boolean;
      /** It was throttled, and would not have been had other requests not waited for a core. */
      readonly isThrottledByWaits: boolean;
    }
  /** A fault that is meant for mid-call came, and this caller, who dialled at `sinceMs`, had heard no bot yet. */
  | { readonly type: 'not-talking'; readonly sinceMs: number }
  /** A function has said that no journal keeps this event. */
  | { readonly type: 'journal-lost'; readonly key: string }
  | {
      readonly type: 'call-ended';
      readonly by: 'caller' | 'platform' | 'bot' | 'person' | 'ncco-ended';
      readonly detail: string;
      /** The platform ended it: it asked for more NCCOs than any call needs. */
      readonly loop?: true;
    }
);

/** Something the emulator noticed about itself, with the resource or setting it comes from. */
export interface EmulatorNote {
  readonly atMs: number;
  /** `suspect`: a healthy deployment would not do this. */
  readonly level: 'info' | 'suspect';
  /** e.g. `vonage-voice-failover-eu-west-1 / FrontDistribution (AWS::CloudFront::Distribution)`. */
  readonly resource: string;
  /** e.g. `CustomErrorResponses`, `TimeoutInMillis`. */
  readonly setting: string;
  /** One sentence; equal texts are counted together. */
  readonly text: string;
}

/** Takes a record down; never throws, never waits. */
export type Write = (record: HistoryRecord) => void;
