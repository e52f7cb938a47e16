import { PROFILES } from '../../../simulator/profiles.ts';
import type { Profile, RetryCause } from '../../../simulator/profile.ts';
import { TEXT_VALUES, URL_LENGTHS } from '../experiments.ts';
import type { Observations } from '../run-calls.ts';
import { outcomesOf } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import { reasonOf } from './requests.ts';
import { settleRules } from './rules.ts';
import type { SettledRules } from './rules.ts';
import { measured, NEEDS_DIRECT, NOT_REACHED, unknown, valueSeen } from './settled.ts';
import type { Settled } from './settled.ts';
import { settleValues } from './settle-values.ts';
import type { SettledValues } from './settle-values.ts';

export interface Findings {
  readonly values: SettledValues;
  readonly rules: SettledRules;
  /** What no profile has a place for. */
  readonly also: Readonly<Record<string, Settled>>;
  /** The profiles that nothing contradicts of what was seen. */
  readonly matches: readonly string[];
}

/** What the observations say about each rule of a profile. Pure. */
export function settle(seen: Observations): Findings {
  const outcomes = outcomesOf(seen);
  const values = settleValues(seen, outcomes);
  const rules = settleRules(seen, outcomes, values);
  // Every reading says them, but for the one that is a value.
  const isUnlike = Object.entries(rules).some(
    ([name, settled]) => name !== 'connection-reuse' && valueSeen(settled) === false,
  );
  return {
    values,
    rules,
    also: alsoSeen(seen, outcomes),
    matches: isUnlike ? [] : PROFILES.filter((profile) => isLike(profile, values)).map(({ name }) => name),
  };
}

const alsoSeen = (seen: Observations, outcomes: readonly Outcome[]): Findings['also'] => ({
  'fallback-method': fallbackMethod(seen),
  'reason-of-a-timeout': reasonOf(outcomes, 'hangs'),
  'reason-of-a-reset': seen.isDirect ? reasonOf(outcomes, 'resets') : unknown(NEEDS_DIRECT),
  'reason-of-a-closed-connection': seen.isDirect ? reasonOf(outcomes, 'closes') : unknown(NEEDS_DIRECT),
  'reason-of-an-error-status': reasonOf(outcomes, 'status-500'),
  'reason-of-an-invalid-ncco': reasonOf(outcomes, 'unknown-action'),
  'longest-event-url': longestUrl(outcomes),
  ...Object.fromEntries(
    Object.entries(TEXT_VALUES).map(([name, action]) => [
      `ncco-takes-${name}`,
      taken(outcomes, name, action),
    ]),
  ),
});

/** The method that the application sets, in each setting. */
function fallbackMethod({ calls }: Observations): Settled<string> {
  const asked = calls.flatMap(({ plan, requests }) =>
    requests
      .filter(({ path }) => path === '/fallback')
      .map(({ method }) => [plan.setting === 'get' ? 'GET' : 'POST', method] as const),
  );
  if (asked.length === 0) return unknown(NOT_REACHED);
  const same = asked.filter(([set, found]) => set === found).length;
  return measured(
    same === asked.length ? 'as set' : 'not as set',
    `${String(same)} of ${String(asked.length)} requests to the fallback came by the method that the application sets.`,
  );
}

function longestUrl(outcomes: readonly Outcome[]): Settled<number> {
  const asked = URL_LENGTHS.filter((length) =>
    outcomes.some(({ name }) => name === `url-of-${String(length)}`),
  );
  const whole = asked.filter((length) =>
    outcomes.some(
      ({ name, attempts: [first] }) =>
        name === `url-of-${String(length)}` && (first?.query.length ?? 0) > length / 2,
    ),
  );
  if (asked.length === 0) return unknown(NOT_REACHED);
  const most = Math.max(0, ...whole);
  return measured(
    most,
    `Event URLs of ${asked.map(String).join(', ')} characters were asked; whole came those up to ${String(most)}.`,
  );
}

function taken(outcomes: readonly Outcome[], name: string, action: object): Settled<boolean> {
  const found = outcomes.find((outcome) => outcome.name === name);
  if (found === undefined) return unknown(NOT_REACHED);
  const isTaken = found.wentOn && found.fallbacks.length === 0;
  return measured(isTaken, `${JSON.stringify(action)} was ${isTaken ? 'taken' : 'refused'}.`);
}

/** Nothing that was seen contradicts it. */
function isLike(profile: Profile, values: SettledValues): boolean {
  const agrees = (settled: Settled, value: unknown): boolean => (valueSeen(settled) ?? value) === value;
  const { retriedErrors, retriedStatuses } = values;
  return (
    agrees(values.attempts, profile.attempts) &&
    agrees(values.retryPauseMs, profile.retryPauseMs) &&
    agrees(values.keepsConnections, profile.keepsConnections) &&
    agrees(values.socketTimeoutCovers, profile.socketTimeoutCovers) &&
    agrees(values.countsWebsocketLegs, profile.countsWebsocketLegs) &&
    agrees(values.eventQueueTimeoutMs, profile.eventQueueTimeoutMs) &&
    Object.entries(retriedErrors).every(([cause, settled]) =>
      agrees(settled, profile.retriedErrors.includes(cause as RetryCause)),
    ) &&
    Object.entries(retriedStatuses).every(([status, settled]) =>
      agrees(settled, profile.retriedStatuses.includes(Number(status))),
    )
  );
}
