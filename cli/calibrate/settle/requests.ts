import { isRecord, originalOf, parsed } from '../seen.ts';
import type { Seen } from '../seen.ts';
import type { Outcome } from './outcomes.ts';
import { holds, measured, NOT_REACHED, unknown, unlike } from './settled.ts';
import type { Settled } from './settled.ts';

/** Whether all of them carry a valid token. @param what they are, for people */
export function signed(requests: readonly Seen[], what: string): Settled<boolean> {
  if (requests.length === 0) return unknown(NOT_REACHED);
  const count = (isSo: (seen: Seen) => boolean): string => String(requests.filter(isSo).length);
  const observed = `Of ${String(requests.length)} ${what} ${count(({ signature }) => signature.isThere)} had a token, ${count(({ signature }) => signature.isValid === true)} a valid one.`;
  if (requests.every(({ signature }) => !signature.isThere)) return unlike(false, observed);
  if (requests.some(({ signature }) => signature.isThere && signature.isValid === undefined))
    return unknown('the signature secret was not given (VONAGE_SIGNATURE_SECRET or --secret-file)', observed);
  return holds(
    requests.every(({ signature }) => signature.isValid === true),
    observed,
  );
}

/** What `payload_hash` of a GET covers (SUP 19033783342876). */
export function hashOfGet(requests: readonly Seen[]): Settled<boolean> {
  const gets = requests.filter(({ method, signature }) => method === 'GET' && signature.isThere);
  if (gets.length === 0) return unknown(NOT_REACHED);
  const kinds = [...new Set(gets.map(({ signature }) => signature.hashOf))];
  return holds(
    kinds.every((kind) => kind === 'query'),
    `payload_hash of ${String(gets.length)} GETs was the hash of: ${kinds.join(', ')}.`,
  );
}

/** How `original_request` is written in a query. */
export function nestedInGet(requests: readonly Seen[]): Settled<boolean> {
  const found = requests.filter(({ method, path }) => method === 'GET' && path === '/fallback');
  if (found.length === 0) return unknown(NOT_REACHED);
  const isText = found.every(
    ({ fields: { original_request: text } }) => typeof text === 'string' && isRecord(parsed(text)),
  );
  const names = [
    ...new Set(
      found.flatMap(({ fields }) =>
        Object.keys(fields).filter((name) => name.startsWith('original_request')),
      ),
    ),
  ];
  return holds(
    isText,
    `original_request of a GET came ${isText ? 'as JSON text' : `as ${names.join(', ') || 'nothing'}`}.`,
  );
}

/** Whether `original_request.url` keeps what the platform itself appended: the fields of a GET. */
export function originalUrl(requests: readonly Seen[]): Settled<boolean> {
  const found = requests.flatMap((seen) => {
    const original = seen.path === '/fallback' && seen.method === 'GET' ? originalOf(seen) : undefined;
    return original === undefined ? [] : [original.url];
  });
  if (found.length === 0) return unknown(NOT_REACHED);
  const kept = found.filter((url) => url.includes('?')).length;
  return measured(
    true,
    `original_request.url of a GET kept its query in ${String(kept)} of ${String(found.length)} cases.`,
  );
}

/** Whether a further attempt is signed anew. */
export function newTokens(outcomes: readonly Outcome[]): Settled<boolean> {
  const again = outcomes.filter(
    ({ attempts }) => attempts.length > 1 && attempts.every(({ tokenId }) => tokenId !== undefined),
  );
  if (again.length === 0) return unknown(NOT_REACHED);
  const fresh = again.filter(
    ({ attempts }) => new Set(attempts.map(({ tokenId }) => tokenId)).size > 1,
  ).length;
  return measured(true, `${String(fresh)} of ${String(again.length)} retries carried a new token.`);
}

/** `reason` of the fallback after a failure. */
export function reasonOf(outcomes: readonly Outcome[], name: string): Settled<string> {
  const reasons = new Set(
    outcomes
      .filter((outcome) => outcome.name === name)
      .flatMap(({ fallbacks }) => fallbacks.map(({ fields }) => fields['reason'])),
  );
  const [reason, ...others] = reasons;
  if (typeof reason !== 'string') return unknown(NOT_REACHED);
  return others.length === 0
    ? measured(reason, `"reason" was "${reason}".`)
    : unknown('it varied', `"reason" was ${[...reasons].join(', ')}.`);
}
