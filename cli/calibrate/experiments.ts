import type { Reply } from './seen.ts';

/** Shortest timeouts that Vonage accepts, ms (APP-OAS 2.4.1): what hangs is over soon. */
export const TIMEOUTS_MS = { connect: 300, socket: 1000 } as const;
/** Longer, so that attempts at an address that drops every packet can be counted by the time that they take. */
export const BLACK_HOLE_CONNECT_MS = 1000;
/** Outlasts the socket timeout by far, and yet leaves no pause as long as it. */
const DRIPS_FOR_MS = 2_200;

/** One thing that a webhook does, and what is wanted to be known by it. */
export interface Experiment {
  readonly name: string;
  /** In words, for the plan. */
  readonly says: string;
  /** @param rest the NCCO with which the call goes on, as JSON */
  readonly reply: (rest: string) => Reply;
  /** The fallback fails too: what comes then? */
  readonly failsTwice?: true;
  /** Text that makes the event's own URL longer, characters. */
  readonly urlLength?: number;
}

const status = (code: number): Experiment => ({
  name: `status-${String(code)}`,
  says: `answers ${String(code)}`,
  reply: () => ({ does: 'answers', status: code }),
});

const serves = (name: string, says: string, reply: (rest: string) => Reply): Experiment => ({
  name,
  says,
  reply,
});

const HANGS = serves('hangs', 'accepts, and never answers', () => ({ does: 'hangs' }));
const RESETS = serves('resets', 'resets the connection', () => ({ does: 'resets' }));
const CLOSES = serves('closes', 'closes the connection', () => ({ does: 'closes' }));
const DRIPS = serves('drips', `sends an NCCO piece by piece, for ${String(DRIPS_FOR_MS)} ms`, (body) => ({
  does: 'drips',
  forMs: DRIPS_FOR_MS,
  body,
}));
const GARBAGE = serves('garbage', 'answers what is no HTTP', () => ({ does: 'sends-garbage' }));
const REDIRECTS = serves('redirects', 'answers 302 to another path', () => ({
  does: 'answers',
  status: 302,
  location: 'redirected',
}));
const NOT_JSON = serves('not-json', 'answers half an NCCO', (rest) => ({
  does: 'answers',
  status: 200,
  body: rest.slice(0, -1),
}));
const UNKNOWN_ACTION = serves('unknown-action', 'answers an NCCO with an unknown action', () => ({
  does: 'answers',
  status: 200,
  body: '[{"action":"calibrate"}]',
}));
const AS_TEXT = serves('text-plain', 'answers an NCCO as text/html', (rest) => ({
  does: 'answers',
  status: 200,
  body: rest,
  contentType: 'text/html',
}));
const EMPTY_BODY = serves('empty-body', 'answers 200 without a body', () => ({
  does: 'answers',
  status: 200,
}));
const EMPTY_ARRAY = serves('empty-array', 'answers []', () => ({ does: 'answers', status: 200, body: '[]' }));
const FAILS_TWICE: Experiment = {
  name: 'fails-twice',
  says: 'answers 500, and so does the fallback',
  reply: () => ({ does: 'answers', status: 500 }),
  failsTwice: true,
};

const withStatus = (code: number): Experiment =>
  serves(`ncco-with-${String(code)}`, `answers an NCCO with ${String(code)}`, (rest) => ({
    does: 'answers',
    status: code,
    body: rest,
  }));

/** Values that the reference types as number or boolean, as text: vendor samples and SDKs send them. */
export const TEXT_VALUES = {
  'text-number': { action: 'talk', text: 'One.', loop: '1' },
  'text-level': { action: 'talk', text: 'One.', level: '0' },
  'text-boolean': { action: 'talk', text: 'One.', bargeIn: 'false' },
  'text-seconds': { action: 'wait', timeout: '0.1' },
} as const;

const textValue = ([name, action]: readonly [string, object]): Experiment =>
  serves(name, `answers an NCCO with ${JSON.stringify(action)}`, (rest) => ({
    does: 'answers',
    status: 200,
    body: `[${JSON.stringify(action)},${rest.slice(1)}`,
  }));

export const URL_LENGTHS = [500, 1000, 2000, 4000, 8000] as const;
const longUrl = (length: number): Experiment => ({
  ...serves(`url-of-${String(length)}`, `has ${String(length)} characters`, EMPTY_BODY.reply),
  urlLength: length,
});

/** Asks nothing: it shows that the call has come so far. */
export const LAST: Experiment = serves('last', 'answers 200', EMPTY_BODY.reply);

/** Of the answer URL, one call each, in this order. */
export const ANSWERS: readonly Experiment[] = [
  serves('ok', 'answers an NCCO', (body) => ({ does: 'answers', status: 200, body })),
  status(503),
  HANGS,
  RESETS,
  CLOSES,
  DRIPS,
  status(500),
  REDIRECTS,
  UNKNOWN_ACTION,
];

/** Of event URLs: several a call, each in answer to a `notify` (Nexmo/nexmo-developer PR #2415: it may return an NCCO). */
export const EVENTS: readonly Experiment[] = [
  ...[429, 500, 502, 503, 504, 401, 404].map(status),
  HANGS,
  RESETS,
  CLOSES,
  DRIPS,
  GARBAGE,
  REDIRECTS,
  AS_TEXT,
  NOT_JSON,
  UNKNOWN_ACTION,
  ...[201, 202, 203].map(withStatus),
  EMPTY_BODY,
  FAILS_TWICE,
  ...Object.entries(TEXT_VALUES).map(textValue),
  ...URL_LENGTHS.map(longUrl),
  EMPTY_ARRAY,
];

export const ANSWER_FAILS_TWICE: Experiment = FAILS_TWICE;
