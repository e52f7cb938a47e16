import type { CallEvent, Fields } from '../../contracts/call.ts';
import { rungOfUrl } from '../../contracts/rung.ts';
import type { RungInUrl } from '../../contracts/rung.ts';
import { nestedField } from './nested-field.ts';
import { parseEvent } from './parse-event.ts';
import { textOf } from './parse-fields.ts';

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
