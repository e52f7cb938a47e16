import { isApology } from '../../ncco/apology.ts';
import type { RecordOf } from '../../contracts/call-history/records.ts';
import { originOf, tierOf } from '../../contracts/call-history/served-by.ts';
import type { Tier } from '../../contracts/call-history/served-by.ts';
import { silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { shownPath } from '../local/request-log.ts';
import type { LocalSystem } from '../local/local-system.ts';

/** Shorter silences are in the summary alone. */
const LEAST_SHOWN_MS = 500;
const WIDEST_VERB = 'POST /websocket-disconnected'.length;

export interface TranscriptLine {
  /** Since the call began. */
  readonly atMs: number;
  readonly text: string;
  readonly kind: 'heard' | 'webhook' | 'trouble' | 'note';
}

/** One call in words, line by line. */
export class Transcript {
  readonly #system: LocalSystem;
  readonly #onLine: (line: TranscriptLine) => void;
  readonly #lines: TranscriptLine[] = [];
  readonly #records: HistoryRecord[] = [];
  #startMs: number | undefined;
  #silences = 0;

  constructor(system: LocalSystem, onLine: (line: TranscriptLine) => void = () => undefined) {
    this.#system = system;
    this.#onLine = onLine;
  }

  get lines(): readonly TranscriptLine[] {
    return this.#lines;
  }

  add(record: HistoryRecord): void {
    this.#startMs ??= record.atMs;
    this.#records.push(record);
    this.#saySilence();
    for (const [kind, text] of this.#wordsOf(record)) this.#push(record.atMs, kind, text);
  }

  /** What the caller does, what is broken, and what the call flow does wrong. */
  say(text: string, kind: TranscriptLine['kind'] = 'note'): void {
    this.#push(performance.now(), kind, text);
  }

  #push(atMs: number, kind: TranscriptLine['kind'], text: string): void {
    const line = { atMs: Math.max(0, atMs - (this.#startMs ?? atMs)), kind, text };
    this.#lines.push(line);
    this.#onLine(line);
  }

  #saySilence(): void {
    const over = silencesOf(this.#records, true).filter(({ heard }) => heard);
    for (const { fromMs, toMs } of over.slice(this.#silences))
      if (toMs - fromMs >= LEAST_SHOWN_MS) this.#push(toMs, 'trouble', `silence ${duration(toMs - fromMs)}`);
    this.#silences = over.length;
  }

  #wordsOf(record: HistoryRecord): readonly (readonly [TranscriptLine['kind'], string])[] {
    switch (record.type) {
      case 'call-started':
        return [['note', `${record.from} calls ${record.to}`]];
      case 'outcome':
        return [this.#webhook(record)];
      case 'ncco':
        return this.#ncco(record);
      case 'heard':
        return [['heard', heardInWords(record)]];
      case 'not-heard':
        return [['trouble', `hears nothing of ${record.content}: ${record.detail}`]];
      case 'leg':
        return legInWords(record);
      case 'call-ended':
        return [['note', `the call is over: ${endInWords(record)}`]];
      default:
        return [];
    }
  }

  #webhook({
    request,
    outcome,
    tookMs,
    next,
  }: RecordOf<'outcome'>): readonly ['webhook' | 'trouble', string] {
    const asked = this.#records.find(
      (each): each is RecordOf<'request'> => each.type === 'request' && each.request === request,
    );
    if (asked === undefined) return ['trouble', request];
    const event = asked.event === undefined ? '' : ` (${asked.event})`;
    const what = `${asked.method} ${routeOf(asked.url)}`.padEnd(WIDEST_VERB);
    const found = outcome.kind === 'response' ? String(outcome.status) : outcome.error.replaceAll('-', ' ');
    const isFine = outcome.kind === 'response' && outcome.status < 300;
    const then =
      asked.expectsNcco || next === 'retry' ? (NEXT[next] ?? '') : isFine ? '' : ', so the event is lost';
    return [
      isFine && next !== 'fallback' ? 'webhook' : 'trouble',
      `${what} → ${this.#where(asked)}: ${found} in ${duration(tookMs)}${event}${then}`,
    ];
  }

  #where({ request, url, kind }: RecordOf<'request'>): string {
    const tier = tierOf(this.#records, request, [originOf(this.#system.regions.primary.answer)]);
    const through =
      kind === 'fallback' && url === this.#system.regions.secondary.distribution ? ', CloudFront' : '';
    return tier === undefined
      ? originOf(url)
      : `${tierInWords(tier, this.#system)}${tier === 'static' ? '' : through}`;
  }

  #ncco({ ncco, problems }: RecordOf<'ncco'>): readonly (readonly ['trouble', string])[] {
    const refused = problems.map(
      ({ path, expected, found }) =>
        ['trouble', `Vonage refuses this NCCO, at ${path}: expected ${expected}, found ${found}`] as const,
    );
    if (!Array.isArray(ncco) || !ncco.some(isApology)) return refused;
    return [
      ...refused,
      ['trouble', 'this is the last resort (functions/ladder/last-resort.ts), in place of your call flow'],
    ];
  }
}

const NEXT: Partial<Record<RecordOf<'outcome'>['next'], string>> = {
  retry: ', once more',
  fallback: ', so the fallback is asked',
  'give-up': ', so no NCCO comes',
};

/** `primary eu-central-1` */
export const tierInWords = (tier: Tier, { regions, staticRegion }: LocalSystem): string =>
  `${tier} ${tier === 'static' ? staticRegion : regions[tier].region}`;

/** Without the stage: `/event/…abcdefgh`. */
const routeOf = (url: string): string =>
  shownPath(URL.canParse(url) ? url.slice(new URL(url).origin.length) : url).replace(
    /^\/[^/]+(?=\/(?:answer|event|websocket-disconnected|fallback))/,
    '',
  );

export function heardInWords({ what, content }: RecordOf<'heard'>): string {
  switch (what) {
    case 'talk':
      return `hears  "${content}"`;
    case 'stream':
      return `hears  the recording ${content}`;
    case 'beep':
      return 'hears  a beep';
    case 'hold-music':
      return `hears  hold music ${content}`;
    case 'ringing':
      return `hears  ringing (${content})`;
    case 'bot':
      return `talks to the bot (a stand-in of ${content})`;
    case 'person':
      return `talks to ${content}, who has answered`;
  }
}

function legInWords({
  endpoint,
  to,
  state,
  detail,
}: RecordOf<'leg'>): readonly (readonly ['note' | 'trouble', string])[] {
  const why = detail === undefined ? '' : ` (${detail})`;
  switch (state) {
    case 'started':
      return [['note', endpoint === 'websocket' ? `connects the bot ${to}` : `rings  ${to}`]];
    case 'disconnected':
      return [['trouble', 'the bot has dropped the connection']];
    case 'busy':
    case 'failed':
    case 'rejected':
    case 'timeout':
    case 'unanswered':
      return [['trouble', `${endpoint === 'websocket' ? 'the bot' : to}: ${state}${why}`]];
    default:
      return [];
  }
}

const ENDERS: Readonly<Record<RecordOf<'call-ended'>['by'], string>> = {
  caller: 'the caller',
  platform: 'Vonage',
  bot: 'the bot',
  person: 'the person',
  'ncco-ended': 'the call flow',
};

export const endInWords = ({ by, detail }: RecordOf<'call-ended'>): string => `${ENDERS[by]}: ${detail}`;

/** `43 ms`, `1.1 s`. */
export const duration = (ms: number): string =>
  ms < 1000
    ? `${String(Math.round(ms))} ms`
    : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1).replace(/0$/, '')} s`;

/** `00:01.2` */
export function clock(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const [minutes, seconds] = [Math.floor(tenths / 600), Math.floor(tenths / 10) % 60];
  return `${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}.${String(tenths % 10)}`;
}
