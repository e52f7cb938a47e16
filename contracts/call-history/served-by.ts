import type { HistoryRecord } from '../history.ts';
import { ofType } from './records.ts';

export const TIERS = ['primary', 'secondary', 'static'] as const;

export type Tier = (typeof TIERS)[number];

/** `x-cache` of a response whose body is CloudFront's error page, i.e. the static NCCO. */
const STATIC_MARK = 'error from cloudfront';

/** The tier whose valid NCCO the call got first; undefined if there was none. */
export function servedBy(
  records: readonly HistoryRecord[],
  primaryOrigins: readonly string[],
): Tier | undefined {
  const ncco = ofType(records, 'ncco').find(({ problems }) => problems.length === 0);
  return ncco && tierOf(records, ncco.request, primaryOrigins);
}

/** The tier that answered a request. */
export function tierOf(
  records: readonly HistoryRecord[],
  name: string,
  primaryOrigins: readonly string[],
): Tier | undefined {
  const request = ofType(records, 'request').find((candidate) => candidate.request === name);
  if (request === undefined) return undefined;
  if (request.kind !== 'fallback') {
    return primaryOrigins.includes(originOf(request.url)) ? 'primary' : 'secondary';
  }
  const outcome = ofType(records, 'outcome').findLast((candidate) => candidate.request === name)?.outcome;
  const mark = outcome?.kind === 'response' ? outcome.headers['x-cache'] : undefined;
  return mark?.toLowerCase() === STATIC_MARK ? 'static' : 'secondary';
}

/** `scheme://host:port`, or the text itself where it is no URL. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
