import type { Outcome } from '../../contracts/history.ts';
import type { Profile, Timeouts } from '../profile.ts';
import type { RuleName } from './rule-names.ts';
import { type Stage, type Verdict, judge } from './judge.ts';

/** What happens to every request to a webhook. */
export type Met =
  | {
      readonly error:
        'connection-refused' | 'connect-timeout' | 'socket-timeout' | 'tls-fault' | 'invalid-url';
    }
  /** Answered `afterMs` after the request arrived; `drips`: byte by byte from the beginning, and whole by then. */
  | {
      readonly status: number;
      readonly afterMs: number;
      readonly body?: string;
      readonly drips?: true;
      /** Default: application/json. */
      readonly contentType?: string;
    };

export interface Tried {
  /** From the first request to Vonage's decision, ms, without network time: at worst, and at best. */
  readonly lastedMs: number;
  readonly fewestMs: number;
  readonly next: Exclude<Verdict['next'], 'retry'>;
  /** The rules that decided, in their order, once each. */
  readonly rules: readonly RuleName[];
}

/**
 * How long Vonage tries a webhook that always behaves like this, and what comes next. Pure.
 * @param timeouts Vonage's defaults for this webhook, unless the application sets others
 */
export function tryWebhook(
  profile: Profile,
  stage: Stage,
  met: Met,
  timeouts: Timeouts = defaultTimeouts(profile, stage),
): Tried {
  const { outcome, tookMs, fewestMs: attemptMs } = attempt(profile, met, timeouts);
  const body = Buffer.from(outcome.kind === 'response' ? outcome.body : '');
  const rules: RuleName[] = [];
  for (let number = 1; ; number += 1) {
    const { next, rule } = judge(profile, stage, number, { outcome, body });
    if (!rules.includes(rule)) rules.push(rule);
    if (next === 'retry') continue;
    const pausesMs = (number - 1) * profile.retryPauseMs;
    return { lastedMs: number * tookMs + pausesMs, fewestMs: number * attemptMs + pausesMs, next, rules };
  }
}

function defaultTimeouts({ defaultTimeouts }: Profile, stage: Stage): Timeouts {
  switch (stage) {
    case 'answer':
      return defaultTimeouts.answer;
    case 'event-for-ncco':
    case 'status-event':
      return defaultTimeouts.event;
    case 'fallback-for-answer':
    case 'fallback-for-event':
      return defaultTimeouts.fallback;
  }
}

interface Attempt {
  readonly outcome: Outcome;
  readonly tookMs: number;
  readonly fewestMs: number;
}

function attempt(
  profile: Pick<Profile, 'keepsConnections' | 'socketTimeoutCovers'>,
  met: Met,
  { connectMs, socketMs }: Timeouts,
): Attempt {
  if ('error' in met) {
    const outcome: Outcome = { kind: 'error', error: met.error, detail: '' };
    switch (met.error) {
      case 'connection-refused':
      case 'tls-fault':
      case 'invalid-url':
        return { outcome, tookMs: 0, fewestMs: 0 };
      case 'connect-timeout':
        // A kept connection to a host that has vanished is open, and meets the other timeout.
        return {
          outcome,
          tookMs: profile.keepsConnections ? Math.max(connectMs, socketMs) : connectMs,
          fewestMs: connectMs,
        };
      case 'socket-timeout':
        return { outcome, tookMs: socketMs, fewestMs: socketMs };
    }
  }
  const { status, afterMs, body = '', drips, contentType = 'application/json' } = met;
  const isCut = drips !== true || profile.socketTimeoutCovers === 'whole-response';
  if (isCut && afterMs > socketMs)
    return attempt(profile, { error: 'socket-timeout' }, { connectMs, socketMs });
  const headers = { 'content-type': contentType };
  return { outcome: { kind: 'response', status, headers, body }, tookMs: afterMs, fewestMs: afterMs };
}
