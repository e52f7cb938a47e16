import { STATE_LIFE_AFTER_S } from '../../contracts/call-flow-limits.ts';
import { KNOWN_IN_ADVANCE_AFTER_MS } from '../../contracts/secret-refresh.ts';
import { describeSecret } from './fingerprint.ts';
import type { Action } from './plan.ts';
import type { FoundRegion, RegionStep } from './plan.ts';

/**
 * How long the secret before is kept after `finish`: the state of a call is sealed with the current secret, which an
 * environment may hold so long, and is accepted as long as a call may last (functions/flow/call-state.ts).
 */
export const keptMs = (mostMinutes: number): number =>
  KNOWN_IN_ADVANCE_AFTER_MS + mostMinutes * 60_000 + STATE_LIFE_AFTER_S * 1000;

/** What the command says to wait for between two steps, each by the secret that it is about. */
const WAITS = {
  finish: { about: 'next', waitMs: () => KNOWN_IN_ADVANCE_AFTER_MS },
  retire: { about: 'previous', waitMs: keptMs },
} as const;

/**
 * Refuses a step whose wait is not over. It begins when the version was written that holds the secret: its creation date in
 * Secrets Manager. Pure.
 * @param mostMinutes that a call takes through the call flow, as deployed
 */
export function refuseTooEarly(
  action: Action,
  steps: readonly RegionStep[],
  found: readonly FoundRegion[],
  { nowMs, mostMinutes }: { readonly nowMs: number; readonly mostMinutes: number },
): readonly RegionStep[] {
  if (action !== 'finish' && action !== 'retire') return steps;
  const { about } = WAITS[action];
  const waitMs = WAITS[action].waitMs(mostMinutes);
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
    const why = WHY[action](
      describeSecret(about, secret),
      untilText(writtenAtMs + waitMs, nowMs),
      mostMinutes,
    );
    return { region, step: { kind: 'refused', why } };
  });
}

const WHY: Readonly<
  Record<keyof typeof WAITS, (secret: string, until: string, mostMinutes: number) => string>
> = {
  finish: (secret, until) =>
    `${secret} is not known to every environment in use ${until}. Wait, or, if Vonage signs with it already, add --without-waiting`,
  retire: (secret, until, mostMinutes) =>
    `${secret} is kept ${until}: calls of the time before carry a state that is sealed with it, for ${String(mostMinutes)} minutes (callFlow.mostMinutes) and what they have begun by then. Wait, and watch the metric CallbackAccepted. With --without-waiting it is retired at once: such callers lose their place in the call flow, and what Vonage still signs with it is refused`,
};

/** `until 12:05:13 UTC (6 min)`; rounded up, so that the wait is never too short. */
export function untilText(untilMs: number, nowMs: number): string {
  if (Number.isNaN(untilMs)) return '(Secrets Manager gives no creation date)';
  const time = new Date(Math.ceil(untilMs / 1000) * 1000)
    .toISOString()
    .slice('yyyy-mm-ddT'.length, -'.000Z'.length);
  return `until ${time} UTC (${String(Math.ceil((untilMs - nowMs) / 60_000))} min)`;
}
