/**
 * The events of a scenario, in order. The simulator and the runner write it; it is the checkers' only input.
 * `atMs` is `performance.now()` of the drill's process.
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

/** A process of the run: a region, the static tier, CloudFront (`edge`), or the drill with the simulator and the bots. */
export type Part = 'primary' | 'secondary' | 'static' | 'edge' | 'drill';

/** What a caller is doing when Vonage requests an NCCO, or which event Vonage reports. */
export type RequestKind = 'answer' | 'event' | 'fallback';

export type HistoryRecord = { readonly atMs: number; readonly call: string } & (
  | { readonly type: 'call-started'; readonly from: string; readonly to: string }
  /** From here the caller waits: silence begins. */
  | {
      readonly type: 'wants-ncco';
      readonly why: 'answer' | 'websocket-dropped' | 'connect-ended' | 'input' | 'notify';
      /** When the bot was last heard: a half-open socket is detected later. */
      readonly silentSinceMs?: number;
    }
  /** An `input` listens: it is the caller's turn, and no silence until Vonage wants the next NCCO. */
  | {
      readonly type: 'asked';
      /** 1 for the call's first one. */
      readonly question: number;
    }
  /** A recording listens: it is the caller's turn. */
  | { readonly type: 'records' }
  | {
      readonly type: 'request';
      readonly request: string;
      readonly kind: RequestKind;
      /** 1, or 2 for Vonage's one retry. Each attempt has its own `request` name. */
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
      /** An earlier request had opened the connection. */
      readonly isKept?: true;
      /** The next step by the simulator's rules, and the rule's name. */
      readonly next: 'run-ncco' | 'retry' | 'fallback' | 'give-up' | 'go-on' | 'done';
      readonly rule: string;
    }
  /** An NCCO, valid or not, was sent in response to a request for one; its outcome says whether it arrived. */
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
  /** The caller should have heard this but did not. */
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
  /** An event that the runner found in a journal after the scenario. `call` is empty for an event of no call. */
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
      /** In the same form: `401 token-expired`, `200 and an NCCO`. */
      readonly expected: string;
      readonly found: string;
    }
  /** Results of the forged callbacks that a flood has sent to one URL. `call` is empty. */
  | {
      readonly type: 'flood';
      /** For people: `the primary’s answer`. */
      readonly target: string;
      /** As ordered, for all of the flood's targets together. */
      readonly perSecond: number;
      /** From the flood's first request to its last one. */
      readonly tookMs: number;
      readonly sent: number;
      /** How many were refused as required. */
      readonly asExpected: number;
      /** Other results (`status 200`, `ECONNRESET`, …) → how often. */
      readonly others: Readonly<Record<string, number>>;
    }
  /** How often a region's functions have read its secret. `call` is empty. */
  | {
      readonly type: 'secret-reads';
      /** For people: `the primary`. */
      readonly region: string;
      readonly reads: number;
      /** How many environments existed meanwhile. */
      readonly environments: number;
      readonly tookMs: number;
      /** The minimum time between two reads by an environment because of unknown signatures. */
      readonly gapMs: number;
    }
  /** One request to a function in the local system, and the time that its environment lost to a busy machine. */
  | {
      readonly type: 'waited';
      readonly request: string;
      readonly fromMs: number;
      readonly toMs: number;
      /** Time spent waiting for a core, or in the queue of environment starts. */
      readonly waitedMs: number;
      /** For how long a fault kept a ready environment from serving it. */
      readonly heldMs: number;
      /** An environment was started for it. */
      readonly isCold: boolean;
      /** It was throttled only because other requests were waiting for a core. */
      readonly isThrottledByWaits: boolean;
    }
  /** A mid-call fault began before this caller, who dialled at `sinceMs`, had heard a bot or a person. */
  | { readonly type: 'not-talking'; readonly sinceMs: number }
  /** The mid-call faults are applied from here on; what failed in this call before is not their effect. */
  | { readonly type: 'mid-call-faults-began' }
  /** The application behind a guard got this request. `call` is empty for one of no call. */
  | {
      readonly type: 'application-asked';
      readonly tookMs: number;
      readonly method: string;
      /** Path and query. */
      readonly path: string;
      /** The fields of its body. */
      readonly payload: Readonly<Record<string, unknown>>;
      /** Undefined: it was given up before the application answered. */
      readonly status: number | undefined;
    }
  /** A caller waited this long for an NCCO of the same application without the guard. `call` is of a call beside this history. */
  | {
      readonly type: 'waited-without-guard';
      readonly why: Extract<HistoryRecord, { type: 'wants-ncco' }>['why'];
      readonly tookMs: number;
    }
  /** A function has logged that this event is in no journal. */
  | { readonly type: 'journal-lost'; readonly key: string }
  | {
      readonly type: 'call-ended';
      readonly by: 'caller' | 'platform' | 'bot' | 'person' | 'ncco-ended';
      readonly detail: string;
      /** The simulator ended the call, because it requested more NCCOs than any call needs. */
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

/** Records an event; never throws, never waits. */
export type Write = (record: HistoryRecord) => void;
