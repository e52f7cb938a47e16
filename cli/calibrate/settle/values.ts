import { PROFILES } from '../../../simulator/profiles.ts';
import { STATUS_WAITS_MS } from '../call-script.ts';
import { BLACK_HOLE_CONNECT_MS, TIMEOUTS_MS } from '../experiments.ts';
import type { Observations } from '../run-calls.ts';
import type { Seen } from '../seen.ts';
import { gapsMs, heldMs, median } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import {
  holds,
  inMs,
  measured,
  NEEDS_DIRECT,
  NOT_REACHED,
  times,
  unknown,
  unlike,
  valueSeen,
} from './settled.ts';
import type { Settled } from './settled.ts';

/** Times on a network vary: what differs by less is the same. */
const MARGIN_MS = 300;
const LEAST_MARGIN_MS = 100;
const STEADY_SHARE = 0.8;
const NO_FIT = 'no reading of Vonage’s pages leads to such times';

/** A URL's failures of one kind. */
const named = (outcomes: readonly Outcome[], name: string): readonly Outcome[] =>
  outcomes.filter((outcome) => outcome.name === name && outcome.attempts.length > 0);

const inWords = (found: readonly Outcome[]): string =>
  found.map(({ stage, attempts }) => `the ${stage} URL was asked ${times(attempts.length)}`).join(', ');

/** Whether such a failure is tried again. */
export function retried(outcomes: readonly Outcome[], name: string, what: string): Settled<boolean> {
  const found = named(outcomes, name);
  if (found.length === 0) return unknown(NOT_REACHED);
  const observed = `${what}: ${inWords(found)}.`;
  const again = found.filter(({ attempts }) => attempts.length > 1).length;
  if (again === found.length) return measured(true, observed);
  if (again === 0) return unlike(false, observed);
  return unknown('the platform did one and the other', observed);
}

/** Of connections that misbehave, which only the platform's own side of them shows. */
export const retriedConnection = (
  outcomes: readonly Outcome[],
  name: string,
  what: string,
  isDirect: boolean,
): Settled<boolean> => (isDirect ? retried(outcomes, name, what) : unknown(NEEDS_DIRECT));

/** A request that is accepted and never answered: only where the platform gave up itself. */
export function retriedHang(outcomes: readonly Outcome[]): Settled<boolean> {
  const found = named(outcomes, 'hangs');
  const waited = found.flatMap(heldMs);
  if (found.length > 0 && waited.length === 0)
    return unknown('the platform had not given up when the call ended');
  const settled = retried(
    outcomes,
    'hangs',
    `It was never answered, and given up after ${inMs(median(waited))}`,
  );
  const isInTime = Math.abs(median(waited) - TIMEOUTS_MS.socket) < MARGIN_MS;
  if (isInTime || settled.certainty === 'unknown') return settled;
  return unknown(
    `it was given up after ${waited.map(inMs).join(', ')}, and the application sets ${inMs(TIMEOUTS_MS.socket)}`,
    settled.observed,
  );
}

/** Attempts at each URL. */
export function attempts(outcomes: readonly Outcome[]): Settled<number> {
  const again = outcomes.filter((outcome) => outcome.attempts.length > 1 && outcome.name !== 'drips');
  const counts = [...new Set(again.map((outcome) => outcome.attempts.length))];
  const [count] = counts;
  if (count === undefined) return unknown('nothing was tried again');
  const observed = `Failures that are tried again: ${again.map(({ name, stage, attempts: all }) => `${name} (${stage}) ${times(all.length)}`).join(', ')}.`;
  if (counts.length > 1) return unknown('the number of attempts varied', observed);
  return PROFILES.some((profile) => profile.attempts === count)
    ? measured(count, observed)
    : unlike(count, observed);
}

/** What the platform takes for one more request when it waits for nothing, ms. */
const ownMs = (outcomes: readonly Outcome[]): readonly number[] =>
  outcomes.flatMap(({ attempts: [only, ...more], fallbacks: [fallback] }) =>
    only?.endedMs === undefined || only.reply !== 'answers' || more.length > 0 || fallback === undefined
      ? []
      : [fallback.atMs - only.endedMs],
  );

/** Between two attempts, beside what one more request takes. */
export function retryPauseMs(outcomes: readonly Outcome[]): Settled<number> {
  const own = ownMs(outcomes);
  const pauses = outcomes.flatMap(gapsMs).map((gap) => gap - median(own));
  if (pauses.length === 0) return unknown('nothing was tried again');
  const [least, most] = [Math.min(...pauses), Math.max(...pauses)];
  const observed = `${String(pauses.length)} further attempts came ${inMs(least)} to ${inMs(most)} after the one before (what one more request takes, ${inMs(median(own))}, is left out).`;
  // A quiet network tells 0 from 150 ms, another one does not.
  const marginMs = Math.min(MARGIN_MS, Math.max(LEAST_MARGIN_MS, 2 * spreadOf(own)));
  const usual = median(pauses);
  // A busy machine delays one of them.
  const steady = pauses.filter((pause) => Math.abs(pause - usual) < marginMs);
  const isSteady = steady.length >= STEADY_SHARE * pauses.length;
  if (!isSteady) return unknown('the pauses varied', observed);
  const known = [...new Set(PROFILES.map((profile) => profile.retryPauseMs))];
  const value = known.find((ms) => Math.abs(usual - ms) < marginMs);
  return value === undefined ? unlike(Math.max(0, Math.round(usual)), observed) : measured(value, observed);
}

const spreadOf = (values: readonly number[]): number =>
  values.length === 0 ? Infinity : Math.max(...values) - Math.min(...values);

/** A response that arrives piece by piece, and longer than the timeout. */
export function socketTimeoutCovers(
  outcomes: readonly Outcome[],
  isDirect: boolean,
): Settled<'whole-response' | 'inactivity'> {
  const found = named(outcomes, 'drips');
  if (found.length === 0) return unknown(NOT_REACHED);
  const hungMs = median(named(outcomes, 'hangs').flatMap(heldMs));
  const cutMs = found.flatMap(heldMs);
  const whole = found.filter(
    ({ attempts: all, wentOn, fallbacks }) =>
      all.length === 1 && all[0]?.endedBy === 'us' && wentOn && fallbacks.length === 0,
  );
  const observed =
    whole.length === found.length
      ? `A response that took longer than the socket timeout of ${inMs(TIMEOUTS_MS.socket)}, and never paused, was taken.`
      : `A response that never paused was cut after ${cutMs.map(inMs).join(', ') || 'no time that was seen'}; one that never began after ${inMs(hungMs)}.`;
  if (whole.length === found.length) return measured('inactivity', observed);
  if (!isDirect) return unknown(`${NEEDS_DIRECT}; it may hold back the pieces`, observed);
  const isCut =
    hungMs > 0 &&
    found.every((outcome) => heldMs(outcome).length === outcome.attempts.length) &&
    Math.abs(median(cutMs) - hungMs) < MARGIN_MS;
  return isCut ? measured('whole-response', observed) : unknown(NO_FIT, observed);
}

const FEWEST_REQUESTS = 10;

/** Whether a connection is used again. */
export function keepsConnections({ calls, isDirect }: Observations): Settled<boolean> {
  if (!isDirect) return unknown(NEEDS_DIRECT);
  const requests = calls.flatMap((call) => call.requests);
  const byConnection = Map.groupBy(requests, ({ connection }) => connection);
  const again = requests.length - byConnection.size;
  const observed = `${String(again)} of ${String(requests.length)} requests came on a connection that an earlier one had used; the endpoints closed none that was answered.`;
  if (again > 0) return measured(true, observed);
  return requests.length < FEWEST_REQUESTS
    ? unknown('too few requests came', observed)
    : measured(false, observed);
}

/** From `answered` to the request that follows it, ms. */
function sinceAnsweredMs(requests: readonly Seen[], path: string): number | undefined {
  const answered = requests.find((each) => each.path === '/event' && each.fields['status'] === 'answered');
  const asked = requests.find((each) => each.path === path);
  return answered === undefined || asked === undefined ? undefined : asked.atMs - answered.atMs;
}

/** How much later than usual the fallback was asked in a call whose answer URL cannot be seen, ms. */
function laterMs({ calls }: Observations, name: string): number | undefined {
  const call = calls.find(({ plan }) => plan.name === name);
  const usual = calls.flatMap(({ plan, requests }) =>
    plan.setting === 'post' && plan.statusEvents === undefined
      ? (sinceAnsweredMs(requests, '/answer') ?? [])
      : [],
  );
  const found = call && sinceAnsweredMs(call.requests, '/fallback');
  return found === undefined || usual.length === 0 ? undefined : found - median(usual);
}

interface Known {
  readonly attempts: Settled<number>;
  readonly retryPauseMs: Settled<number>;
}

/** How many attempts fill a time: one, or as many as others have; what delays them makes the time longer, seldom shorter. */
function byTime(found: number, attempts: number, observed: string): Settled<boolean> {
  const count = [1, attempts].find((each) => found > each - 0.2 && found < each + 0.45);
  return count === undefined ? unknown(NO_FIT, observed) : holds(count > 1, observed);
}

/** Attempts at a port that refuses leave no trace at it: the pauses between them are what shows. */
export function retriedRefused(seen: Observations, known: Known): Settled<boolean> {
  const [attempts, pauseMs] = [valueSeen(known.attempts), valueSeen(known.retryPauseMs)];
  const later = laterMs(seen, 'refused');
  if (later === undefined)
    return unknown(
      seen.calls.some(({ plan }) => plan.name === 'refused')
        ? 'the fallback was not asked, or no call was seen to be answered'
        : 'it needs a port that refuses connections (--direct)',
    );
  const observed = `The answer URL refused connections, and the fallback was asked ${inMs(later)} later than usual.`;
  if (attempts === undefined || pauseMs === undefined)
    return unknown('the attempts or the pause between them are unknown', observed);
  if (pauseMs < 2 * MARGIN_MS)
    return unknown(
      'a refused attempt leaves no trace at the port, and without a pause between them several take no longer than one',
      observed,
    );
  return byTime(later / pauseMs + 1, attempts, observed);
}

/** Attempts at an address that drops every packet are counted by the connect timeouts that pass. */
export function retriedBlackHole(seen: Observations, known: Known): Settled<boolean> {
  const [attempts, pauseMs] = [valueSeen(known.attempts), valueSeen(known.retryPauseMs)];
  const later = laterMs(seen, 'black-hole');
  if (later === undefined)
    return unknown(
      seen.calls.some(({ plan }) => plan.name === 'black-hole')
        ? 'the fallback was not asked, or no call was seen to be answered'
        : 'it needs an address that drops every packet (--direct)',
    );
  const observed = `The answer URL dropped every packet, with a connect timeout of ${inMs(BLACK_HOLE_CONNECT_MS)}; the fallback was asked ${inMs(later)} later than usual.`;
  if (attempts === undefined || pauseMs === undefined)
    return unknown('the attempts or the pause between them are unknown', observed);
  return byTime((later + pauseMs) / (BLACK_HOLE_CONNECT_MS + pauseMs), attempts, observed);
}

/** When the next status event leaves while the one before is not answered. */
export function eventQueueTimeoutMs({ calls }: Observations): Settled<number> {
  const call = calls.find(({ plan }) => plan.statusEvents === 'wait');
  const [first, second] = call?.requests.filter(({ path }) => path === '/event') ?? [];
  if (first === undefined || second === undefined) return unknown(NOT_REACHED);
  const gap = second.atMs - first.atMs;
  const observed = `The first status event was answered after ${inMs(STATUS_WAITS_MS)}; the second one came ${inMs(gap)} after it.`;
  const known = [...new Set(PROFILES.map((profile) => profile.eventQueueTimeoutMs))];
  const value = known.find((ms) => gap > 0.5 * ms && gap < 2 * ms);
  return value === undefined ? unlike(Math.round(gap), observed) : measured(value, observed);
}
