import type { Call, CallEvent, Fields } from '../../contracts/call.ts';
import { maskNumber } from '../../contracts/mask-number.ts';
import { type RungInUrl, rungOfUrl, waitsOfUrl } from '../../contracts/rung.ts';
import { isEventUrl, stateInUrl } from '../../contracts/state-url.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { nestedField, textOf } from '../nested-fields.ts';

/** The call fields that the answer webhook and all events have. */
export const parseCall = (fields: Fields): Call => ({
  from: textOf(fields['from']) ?? textOf(fields['from_user']),
  to: textOf(fields['to']),
  // `human` and `machine` events name it `call_uuid`.
  uuid: textOf(fields['uuid']) ?? textOf(fields['call_uuid']),
  conversationUuid: textOf(fields['conversation_uuid']),
  fields,
});

/** An event of any kind, with or without a `status`. */
export const parseEvent = (fields: Fields): CallEvent => ({
  ...parseCall(fields),
  status: textOf(fields['status']),
  headers: nestedField(fields, 'headers'),
});

/** A request that failed in the other region, with all fields of the original. */
export interface FallbackRequest {
  /** The kind of the failed request; `unknown` when it cannot be read. */
  readonly original: 'answer' | 'event' | 'unknown';
  /** The rung in the query of the original URL, if Vonage includes the query. */
  readonly rungInUrl: RungInUrl;
  readonly waitsInUrl: number;
  /** The state in the path of the original URL; undefined where the event was of no action that leads on. */
  readonly stateInUrl: string | undefined;
  /** The original URL was `/event` itself. */
  readonly isOfEventUrl: boolean;
  /** Vonage's free text about the failure. */
  readonly reason: string | undefined;
  readonly event: CallEvent;
}

/** Reads the original request's fields and the two that Vonage adds. */
export function parseFallback(fields: Fields): FallbackRequest {
  const { type, url } = nestedField(fields, 'original_request') ?? {};
  return {
    original: type === 'answer' || type === 'event' ? type : 'unknown',
    rungInUrl: rungOfUrl(url),
    waitsInUrl: waitsOfUrl(url),
    stateInUrl: stateInUrl(url),
    isOfEventUrl: isEventUrl(url),
    reason: textOf(fields['reason']),
    event: parseEvent(fields),
  };
}

/** The fields of a log line that identify a call. */
export const noteCall = (
  { uuid, conversationUuid, from }: Call,
  { showNumbers }: Pick<FunctionSettings, 'showNumbers'>,
): Readonly<Record<string, unknown>> => ({
  call: uuid,
  conversation: conversationUuid,
  ...(from === undefined ? {} : { from: showNumbers ? from : maskNumber(from) }),
});
