import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Problem } from './checker.ts';
import { type RecordOf, ofType, recordsByCall } from '../../contracts/call-history/records.ts';

/** Every request to the fallback URL names its reason and the request that failed (SUP 115016024247). */
export const fallbackSawOriginalRequest: Checker = {
  name: 'fallback-saw-original-request',
  check: (history) => ({
    problems: [...recordsByCall(history).values()].flatMap((records) =>
      ofType(records, 'request')
        .filter(({ kind }) => kind === 'fallback')
        .flatMap((request) => problemsOf(request, failedBefore(records, request))),
    ),
  }),
};

function problemsOf(
  { call, payload }: RecordOf<'request'>,
  failed: RecordOf<'request'> | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (typeof payload['reason'] !== 'string' || payload['reason'] === '') {
    problems.push({ call, text: 'a request to the fallback URL has no reason' });
  }
  const original = originalRequest(payload);
  if (original === undefined) {
    problems.push({ call, text: 'a request to the fallback URL has no original_request' });
  } else if (failed === undefined) {
    problems.push({ call, text: 'the fallback URL was requested, although no request had failed' });
  } else {
    if (original.type !== failed.kind) {
      const found = `found ${String(original.type)}`;
      problems.push({ call, text: `original_request.type: expected ${failed.kind}, ${found}` });
    }
    if (withoutQuery(original.url) !== withoutQuery(failed.url)) {
      const found = `found ${withoutQuery(original.url)}`;
      problems.push({ call, text: `original_request.url: expected ${withoutQuery(failed.url)}, ${found}` });
    }
  }
  return problems;
}

/** The request whose outcome sent the platform to the fallback. */
function failedBefore(
  records: readonly HistoryRecord[],
  fallback: RecordOf<'request'>,
): RecordOf<'request'> | undefined {
  const earlier = records.slice(0, records.indexOf(fallback));
  const outcome = ofType(earlier, 'outcome').findLast(({ next }) => next === 'fallback');
  return ofType(earlier, 'request').find(({ request }) => request === outcome?.request);
}

/** An object in a body; in a query JSON text or `original_request[url]` (the encoding is not documented). */
function originalRequest(
  payload: Readonly<Record<string, unknown>>,
): { readonly url: unknown; readonly type: unknown } | undefined {
  const value = payload['original_request'];
  if (typeof value === 'string') return originalRequest({ original_request: parsed(value) });
  if (typeof value === 'object' && value !== null) {
    return { url: Reflect.get(value, 'url'), type: Reflect.get(value, 'type') };
  }
  for (const key of [
    (name: string) => `original_request[${name}]`,
    (name: string) => `original_request.${name}`,
  ]) {
    if (payload[key('type')] !== undefined) return { url: payload[key('url')], type: payload[key('type')] };
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutQuery(url: unknown): string {
  return String(url).split('?')[0] ?? '';
}
