import type { HistoryRecord } from '../history.ts';
import type { RecordOf } from './records.ts';

/**
 * A time in which the caller hears nothing: before the first sound, after an announcement, after an answer in a menu, or once
 * the bot is gone.
 */
export interface Silence {
  readonly call: string;
  /** The NCCO that Vonage asked for meanwhile; `next-action`: none, it went on with the running NCCO. */
  readonly why: RecordOf<'wants-ncco'>['why'] | 'next-action';
  readonly fromMs: number;
  readonly toMs: number;
  /** False: the call ended in silence. */
  readonly heard: boolean;
}

/**
 * Every silence of one call. A talk, a stream and a beep take no time, because the simulator does not play media; a bot and
 * a person are heard until they are gone. Hold music does not end a silence.
 * @param isRingingHeard whether ringing ends one: for a caller who expects it
 */
export function silencesOf(records: readonly HistoryRecord[], isRingingHeard: boolean): readonly Silence[] {
  const silences: Silence[] = [];
  let silent: Pick<Silence, 'why' | 'fromMs'> | undefined;
  const end = ({ call, atMs }: HistoryRecord, heard: boolean): void => {
    if (silent) silences.push({ call, ...silent, toMs: atMs, heard });
    silent = undefined;
  };
  for (const record of records) {
    switch (record.type) {
      case 'wants-ncco': {
        const fromMs = record.silentSinceMs ?? record.atMs;
        silent = { why: record.why, fromMs: Math.min(silent?.fromMs ?? fromMs, fromMs) };
        break;
      }
      case 'asked':
      case 'records':
        // Nobody owes the caller words: it is their turn.
        end(record, true);
        break;
      case 'heard':
        if (record.what === 'hold-music' || (record.what === 'ringing' && !isRingingHeard)) break;
        end(record, true);
        if (!STAYS.includes(record.what)) silent = { why: 'next-action', fromMs: record.atMs };
        break;
      case 'leg':
        if (GONE.includes(record.state)) silent ??= { why: 'next-action', fromMs: record.atMs };
        break;
      case 'call-ended':
        end(record, false);
        return silences;
      default:
    }
  }
  const last = records.at(-1);
  if (last) end(last, false);
  return silences;
}

const STAYS: readonly RecordOf<'heard'>['what'][] = ['bot', 'person', 'ringing'];
const GONE: readonly string[] = ['disconnected', 'completed'];
