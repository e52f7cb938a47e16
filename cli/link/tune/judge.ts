import type { HttpAnswer } from '../../kit/send-http.ts';

/** What one request says: its times, or why it has none. */
export type Judged =
  | {
      readonly kind: 'timed';
      readonly connectMs: number | undefined;
      readonly responseMs: number | undefined;
    }
  /** No time of a healthy request. `what` in few words: `HTTP 401`, `ECONNREFUSED`. */
  | { readonly kind: 'failed'; readonly what: string }
  /** Ctrl-C: it says nothing. */
  | { readonly kind: 'interrupted' };

/** A signed request got what only the unsigned get: its own function refused it, or failed. */
export const STATIC_INSTEAD = 'the static NCCO';

/**
 * Patience that ends is a time too, the longest one: there is no timeout that it would not trip.
 * @param staticBody the body that the static tier serves; undefined if unknown
 */
export function judge(answer: HttpAnswer, staticBody: string | undefined): Judged {
  if (answer.kind === 'failed') {
    const { phase, code } = answer;
    if (code === 'interrupted') return { kind: 'interrupted' };
    if (code !== 'timeout') return { kind: 'failed', what: code };
    return phase === 'connect'
      ? { kind: 'timed', connectMs: Infinity, responseMs: undefined }
      : { kind: 'timed', connectMs: undefined, responseMs: Infinity };
  }
  const { status, body, connectMs, responseMs } = answer;
  if (status !== 200) return { kind: 'failed', what: `HTTP ${String(status)}` };
  if (body === staticBody) return { kind: 'failed', what: STATIC_INSTEAD };
  return { kind: 'timed', connectMs, responseMs };
}
