import { legOutcome } from '../ladder/leg-outcome.ts';
import type { CallEvent, Fields } from '../../contracts/call.ts';
import { isFields, nestedField, textOf } from '../nested-fields.ts';

/** What a caller said, as Vonage understood it, the likeliest first. */
export interface SpeechResult {
  readonly text: string;
  /** 0 to 1; undefined where Vonage gives none. */
  readonly confidence: number | undefined;
}

/** What has happened in an action that leads on to a step. */
export type Happened = InputHappened | NotifyHappened | ConnectHappened;

/** The caller has answered a question, or has not. */
export interface InputHappened {
  readonly kind: 'input';
  /** The keys that the caller pressed, `0`-`9`, `*` and `#`; empty for none. */
  readonly digits: string;
  /** Empty where the caller said nothing that was understood, or was not asked to speak. */
  readonly speech: readonly SpeechResult[];
  /** Neither a key nor an understood word came in time. */
  readonly nothing: boolean;
}

/** The NCCO has come to a `notify`. */
export interface NotifyHappened {
  readonly kind: 'notify';
  readonly payload: unknown;
}

/** How a connect ended that reached nobody. */
export interface ConnectHappened {
  readonly kind: 'connect';
  readonly status: (typeof CONNECT_ENDS)[number];
  /** Vonage's word for the cause, e.g. `unavailable` or `declined`; undefined for none. */
  readonly detail: string | undefined;
}

/** `machine` where the action asks for machine detection (NCCO reference, connect). `disconnected` is a WebSocket's. */
export const CONNECT_ENDS = [
  'busy',
  'failed',
  'rejected',
  'timeout',
  'unanswered',
  'machine',
  'disconnected',
] as const;

/**
 * What an event means for a step; undefined for an event that wants no NCCO: ringing, answered, completed, a recording
 * (webhook reference: only input, notify and a synchronous connect's failures take one).
 */
export function happenedIn(event: CallEvent): Happened | undefined {
  const { fields, status } = event;
  // Some versions of the platform name the kind in `status`.
  if (status === undefined || status === 'input') {
    if (status === 'input' || holds(fields, 'dtmf') || holds(fields, 'speech')) return inputOf(fields);
    return holds(fields, 'payload') ? { kind: 'notify', payload: payloadOf(fields) } : undefined;
  }
  const end = CONNECT_ENDS.find((known) => known === status);
  if (end === undefined || (end !== 'machine' && legOutcome(status) !== 'gone')) return undefined;
  return { kind: 'connect', status: end, detail: textOf(fields['detail']) };
}

function inputOf(fields: Fields): InputHappened {
  const digits = digitsIn(fields);
  const speech = speechIn(fields);
  return { kind: 'input', digits, speech, nothing: digits === '' && speech.length === 0 };
}

/** Until 2020 `dtmf` was the digits themselves; today it is an object, with `digits: null` where only speech was asked for. */
function digitsIn(fields: Fields): string {
  const text = textOf(fields['dtmf']);
  const digits = nestedField(fields, 'dtmf')?.['digits'] ?? text;
  return /^[\d*#]+$/.exec(textOf(digits) ?? '')?.[0] ?? '';
}

function speechIn(fields: Fields): readonly SpeechResult[] {
  const results = nestedField(fields, 'speech')?.['results'];
  if (!Array.isArray(results)) return [];
  return results.filter(isFields).flatMap((result) => {
    const text = textOf(result['text']);
    const confidence = Number.parseFloat(textOf(result['confidence']) ?? '');
    return text === undefined
      ? []
      : [{ text, confidence: Number.isNaN(confidence) ? undefined : confidence }];
  });
}

/** Of a GET's query: JSON text, or the text itself. */
const payloadOf = (fields: Fields): unknown => nestedField(fields, 'payload') ?? fields['payload'];

/** Also where a GET's query writes it as `name.key` or `name[key]`. */
const holds = (fields: Fields, name: string): boolean =>
  name in fields ||
  Object.keys(fields).some((key) => key.startsWith(`${name}.`) || key.startsWith(`${name}[`));
