import type { Call, CallEvent, Fields } from '../../contracts/call.ts';
import { maskNumber } from '../../contracts/mask-number.ts';
import { type RungInUrl, rungOfUrl } from '../../contracts/rung.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';
import { nestedField, textOf } from './parse-fields.ts';

/** What every webhook says about its call (answer webhook and events alike). */
export const parseCall = (fields: Fields): Call => ({
  from: textOf(fields['from']) ?? textOf(fields['from_user']),
  to: textOf(fields['to']),
  // `human` and `machine` events say `call_uuid`.
  uuid: textOf(fields['uuid']) ?? textOf(fields['call_uuid']),
  conversationUuid: textOf(fields['conversation_uuid']),
  fields,
});

/** An event, with or without a `status`, of any kind. */
export const parseEvent = (fields: Fields): CallEvent => ({
  ...parseCall(fields),
  status: textOf(fields['status']),
  headers: nestedField(fields, 'headers'),
});

/** A request that failed elsewhere, with all that the original said. */
export interface FallbackRequest {
  /** What the failed request was; `unknown` when that cannot be read. */
  readonly original: 'answer' | 'event' | 'unknown';
  /** Of the URL that was asked first, if the platform tells it with its query. */
  readonly rungInUrl: RungInUrl;
  /** Open text: what the platform says went wrong. */
  readonly reason: string | undefined;
  readonly event: CallEvent;
}

/** Reads the original request's fields and the two that the platform adds. */
export function parseFallback(fields: Fields): FallbackRequest {
  const { type, url } = nestedField(fields, 'original_request') ?? {};
  return {
    original: type === 'answer' || type === 'event' ? type : 'unknown',
    rungInUrl: rungOfUrl(url),
    reason: textOf(fields['reason']),
    event: parseEvent(fields),
  };
}

/** What a log line says about a call. */
export const noteCall = (
  { uuid, conversationUuid, from }: Call,
  { showNumbers }: Pick<FunctionSettings, 'showNumbers'>,
): Readonly<Record<string, unknown>> => ({
  call: uuid,
  conversation: conversationUuid,
  ...(from === undefined ? {} : { from: showNumbers ? from : maskNumber(from) }),
});
