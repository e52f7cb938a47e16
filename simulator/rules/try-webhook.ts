import type { Outcome } from '../../contracts/history.ts';
import type { Profile, Timeouts } from '../profile.ts';
import { type Verdict, judge } from './judge.ts';

/** What happens to every request to a webhook. */
export type Met =
  | { readonly error: 'connection-refused' | 'connect-timeout' | 'socket-timeout' }
  /** Answered `afterMs` after the request arrived; `drips`: byte by byte from the beginning, and whole by then. */
  | { readonly status: number; readonly afterMs: number; readonly body?: string; readonly drips?: true };

export interface Tried {
  /** From the first request to Vonage's decision, ms, without network time. */
  readonly lastedMs: number;
  readonly next: Exclude<Verdict['next'], 'retry'>;
}

/** How long Vonage tries a webhook that always behaves like this, with its default timeouts, at worst, and what comes next. Pure. */
export function tryWebhook(profile: Profile, stage: 'answer' | 'event-for-ncco', met: Met): Tried {
  const timeouts = profile.defaultTimeouts[stage === 'answer' ? 'answer' : 'event'];
  const { outcome, tookMs } = attempt(profile, met, timeouts);
  const body = Buffer.from(outcome.kind === 'response' ? outcome.body : '');
  let lastedMs = 0;
  for (let number = 1; ; number += 1) {
    lastedMs += tookMs;
    const { next } = judge(profile, stage, number, { outcome, body });
    if (next !== 'retry') return { lastedMs, next };
    lastedMs += profile.retryPauseMs;
  }
}

function attempt(
  profile: Pick<Profile, 'keepsConnections' | 'socketTimeoutCovers'>,
  met: Met,
  { connectMs, socketMs }: Timeouts,
): { readonly outcome: Outcome; readonly tookMs: number } {
  if ('error' in met) {
    const tookMs = {
      'connection-refused': 0,
      // A kept connection to a host that has vanished is open, and meets the other timeout.
      'connect-timeout': profile.keepsConnections ? Math.max(connectMs, socketMs) : connectMs,
      'socket-timeout': socketMs,
    };
    return { outcome: { kind: 'error', error: met.error, detail: '' }, tookMs: tookMs[met.error] };
  }
  const { status, afterMs, body = '', drips } = met;
  const isCut = drips !== true || profile.socketTimeoutCovers === 'whole-response';
  if (isCut && afterMs > socketMs)
    return attempt(profile, { error: 'socket-timeout' }, { connectMs, socketMs });
  const headers = { 'content-type': 'application/json' };
  return { outcome: { kind: 'response', status, headers, body }, tookMs: afterMs };
}
