import { KNOWN_IN_ADVANCE_AFTER_MS } from '../../contracts/secret-refresh.ts';
import { describeSecret } from './fingerprint.ts';
import type { Action } from './plan.ts';
import type { FoundRegion, RegionStep } from './plan.ts';

/** After `finish`, how long no callback may be signed with the secret before, as the metric CallbackAccepted counts. */
export const WATCHED_MS = 10 * 60_000;

/** What the command says to wait for between two steps, each by the secret that it is about. */
const WAITS = {
  finish: { about: 'next', waitMs: KNOWN_IN_ADVANCE_AFTER_MS },
  retire: { about: 'previous', waitMs: WATCHED_MS },
} as const;

/**
 * Refuses a step whose wait is not over. It begins when the version was written that holds the secret: its creation date in
 * Secrets Manager. Pure.
 */
export function refuseTooEarly(
  action: Action,
  steps: readonly RegionStep[],
  found: readonly FoundRegion[],
  nowMs: number,
): readonly RegionStep[] {
  if (action !== 'finish' && action !== 'retire') return steps;
  const { about, waitMs } = WAITS[action];
  const writtenAtMs = Math.max(
    ...found.flatMap((each) =>
      'held' in each && each.held.secrets[about] !== null ? [each.held.writtenAtMs] : [],
    ),
  );
  // NaN, where Secrets Manager says nothing, is not over either.
  if (nowMs >= writtenAtMs + waitMs || writtenAtMs === -Infinity) return steps;
  return steps.map(({ region, step }) => {
    const held = found.find((each) => each.region === region);
    const secret = held !== undefined && 'held' in held ? held.held.secrets[about] : null;
    if (step.kind !== 'change' || secret === null) return { region, step };
    const why = WHY[action](describeSecret(about, secret), untilText(writtenAtMs + waitMs, nowMs));
    return { region, step: { kind: 'refused', why } };
  });
}

const WHY: Readonly<Record<keyof typeof WAITS, (secret: string, until: string) => string>> = {
  finish: (secret, until) =>
    `${secret} is not known to every environment in use ${until}. Wait, or, if Vonage signs with it already, add --without-waiting`,
  retire: (secret, until) =>
    `${secret} may still be in use: watch the metric CallbackAccepted ${until}. With --without-waiting it is retired at once, and what Vonage still signs with it is refused`,
};

/** `until 12:05:13 UTC (6 min)`; rounded up, so that the wait is never too short. */
export function untilText(untilMs: number, nowMs: number): string {
  if (Number.isNaN(untilMs)) return '(Secrets Manager gives no creation date)';
  const time = new Date(Math.ceil(untilMs / 1000) * 1000)
    .toISOString()
    .slice('yyyy-mm-ddT'.length, -'.000Z'.length);
  return `until ${time} UTC (${String(Math.ceil((untilMs - nowMs) / 60_000))} min)`;
}
