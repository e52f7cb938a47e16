import type { Expected, PromisedCall, Tier } from '../../../drill/checkers/checker.ts';
import type { HistoryRecord, Outcome } from '../../../contracts/history.ts';

export const PRIMARY = 'https://primary.example';
export const ANSWER_URL = `${PRIMARY}/live/answer`;
export const FALLBACK_URL = 'https://distribution.example/fallback';
export const PRIMARY_BOT = 'wss://bot.primary.example';
export const SECONDARY_BOT = 'wss://bot.secondary.example';
export const ANNOUNCEMENT = 'We cannot take your call.';

export const aPromise = (promise: Partial<PromisedCall> = {}): PromisedCall => ({
  call: 'a',
  servedBy: 'primary',
  hears: [{ what: 'bot', content: PRIMARY_BOT }],
  limitMs: 100,
  ...promise,
});

export const anExpectation = (
  calls: readonly PromisedCall[] = [aPromise()],
  others: Partial<Expected> = {},
): Expected => ({
  calls,
  shares: [],
  tierSays: {
    primary: [{ what: 'bot', content: PRIMARY_BOT }],
    secondary: [{ what: 'bot', content: SECONDARY_BOT }],
    static: [{ what: 'talk', content: ANNOUNCEMENT }],
  },
  primaryOrigins: [PRIMARY],
  allowanceMs: 50,
  ceilingMs: undefined,
  requestMayTakeMs: 150,
  coldStartMayTakeMs: 0,
  partsOf: { [PRIMARY]: ['primary'], 'https://distribution.example': ['edge', 'secondary', 'static'] },
  rejectingOrigins: [],
  journals: 'kept',
  unreachableOrigins: [],
  ...others,
});

export const eventOf = (status: string): Readonly<Record<string, unknown>> => ({
  status,
  uuid: 'leg-1',
  conversation_uuid: 'CON-a',
  timestamp: '2026-11-23T12:00:00.000Z',
});

export const REFUSED: Outcome = { kind: 'error', error: 'connection-refused', detail: 'ECONNREFUSED' };

const ok = (headers: Readonly<Record<string, string>> = {}): Outcome => ({
  kind: 'response',
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: '[]',
});

type Unstamped<Some> = Some extends unknown ? Omit<Some, 'call' | 'atMs'> : never;
type At<Type extends HistoryRecord['type']> = Omit<Unstamped<Extract<HistoryRecord, { type: Type }>>, 'type'>;

/** Writes one call's history by hand: each method adds a record at the present time. */
export class CallHistory {
  readonly records: HistoryRecord[] = [];
  readonly #call: string;
  #atMs: number;

  constructor(call = 'a', atMs = 1000) {
    this.#call = call;
    this.#atMs = atMs;
    this.records.push({ type: 'call-started', atMs, call, from: '447700900001', to: '447700900000' });
  }

  after(ms: number): this {
    this.#atMs += ms;
    return this;
  }

  add(record: Unstamped<HistoryRecord>): this {
    this.records.push({ atMs: this.#atMs, call: this.#call, ...record } as HistoryRecord);
    return this;
  }

  wantsNcco(): this {
    return this.add({ type: 'wants-ncco', why: 'answer' });
  }

  asks(request: string, kind: 'answer' | 'event' | 'fallback', others: Partial<At<'request'>> = {}): this {
    return this.add({
      type: 'request',
      request,
      kind,
      attempt: 1,
      method: kind === 'fallback' ? 'GET' : 'POST',
      url: kind === 'fallback' ? FALLBACK_URL : ANSWER_URL,
      expectsNcco: kind !== 'event',
      payload:
        kind === 'fallback'
          ? { reason: 'Connection closed.', original_request: { url: ANSWER_URL, type: 'answer' } }
          : {},
      ...others,
    });
  }

  gets(request: string, kind: 'answer' | 'event' | 'fallback', others: Partial<At<'outcome'>> = {}): this {
    return this.add({
      type: 'outcome',
      request,
      kind,
      tookMs: 10,
      outcome: ok(),
      next: 'run-ncco',
      rule: 'valid-ncco-runs',
      ...others,
    });
  }

  ncco(request: string, problems: At<'ncco'>['problems'] = []): this {
    return this.add({ type: 'ncco', request, ncco: [], problems });
  }

  leg(state: string, to: string, endpoint: At<'leg'>['endpoint'] = 'websocket'): this {
    return this.add({ type: 'leg', leg: to, endpoint, to, state });
  }

  /** A bot that talks, after the greeting. */
  meets(bot: string): this {
    return this.leg('started', bot).leg('answered', bot).hears('bot', bot);
  }

  /** The bot is gone, and Vonage asks what comes next; the answer arrives after 30 ms. */
  loses(bot: string, request: string, { silentSinceMs }: { readonly silentSinceMs?: number } = {}): this {
    return this.leg('disconnected', bot)
      .add({
        type: 'wants-ncco',
        why: 'websocket-dropped',
        ...(silentSinceMs !== undefined && { silentSinceMs }),
      })
      .asks(request, 'event', {
        url: `${PRIMARY}/live/websocket-disconnected`,
        event: 'disconnected',
        expectsNcco: true,
        payload: { status: 'disconnected', conversation_uuid: 'CON-a', timestamp: request },
      })
      .after(30);
  }

  /** The request is answered with an NCCO. */
  getsNcco(request: string): this {
    return this.gets(request, 'event').ncco(request);
  }

  /** A status event, answered after 5 ms. */
  reports(request: string, event: string, others: Partial<At<'outcome'>> = {}): this {
    return this.asks(request, 'event', { url: `${PRIMARY}/live/event`, event, payload: eventOf(event) })
      .after(5)
      .gets(request, 'event', { next: 'done', rule: 'status-event-is-delivered', ...others });
  }

  journaled(event: string, others: Partial<At<'journaled'>> = {}): this {
    return this.add({
      type: 'journaled',
      bucket: 'primary',
      key: `calls/2026-11-23/CON-a/${event}.json`,
      writes: 1,
      event: eventOf(event),
      ...others,
    });
  }

  hears(what: At<'heard'>['what'], content: string): this {
    return this.add({ type: 'heard', what, content, request: undefined });
  }

  ends(by: At<'call-ended'>['by'] = 'caller'): this {
    return this.add({ type: 'call-ended', by, detail: 'the test says so' });
  }

  /** The answer request fails, and the fallback brings an NCCO. */
  fallsBack(tier: Exclude<Tier, 'primary'>): this {
    const headers: Readonly<Record<string, string>> =
      tier === 'static' ? { 'x-cache': 'Error from cloudfront' } : { 'x-cache': 'Miss from cloudfront' };
    return this.asks('1', 'answer')
      .gets('1', 'answer', {
        outcome: REFUSED,
        next: 'fallback',
        rule: 'last-attempt-goes-to-the-fallback',
      })
      .asks('2', 'fallback')
      .after(20)
      .gets('2', 'fallback', { outcome: ok(headers) })
      .ncco('2');
  }
}

/** Served by the primary after 40 ms, a greeting, then its bot. */
export const aHealthyCall = (call = 'a'): CallHistory =>
  new CallHistory(call)
    .wantsNcco()
    .asks('1', 'answer')
    .after(40)
    .gets('1', 'answer')
    .ncco('1')
    .hears('talk', 'Hello.')
    .after(10)
    .hears('bot', PRIMARY_BOT)
    .ends();
