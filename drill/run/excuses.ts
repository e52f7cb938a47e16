import type { Expected, Problem } from '../checkers/checker.ts';
import { type RecordOf, ofType } from '../../contracts/call-history/records.ts';
import { originOf } from '../../contracts/call-history/served-by.ts';
import { SHORTEST_TIMEOUT_MS } from '../../contracts/settings/timeouts.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { ProcessWait } from '../../emulator/emulator-news.ts';
import { type LostTime, lostTime } from './lost-time.ts';

/** Problems that a busy machine may have caused. */
export interface Excuses {
  /** Why a problem is excused; undefined if it counts. */
  readonly because: (problem: Problem) => string | undefined;
}

/** On an idle machine a caller talks to a bot or a person within this time. */
const TALKS_WITHIN_MS = 10_000;

interface Spoiled {
  readonly atMs: number;
  readonly why: string;
}

/**
 * Excuses two kinds of problems only. First, waits that were too long, but would have been in time without the time that was
 * lost to waits for a CPU core. Second, what follows in the same call from a timeout that fired because of such waits alone:
 * without them the request had not run longer than it may. Pure.
 */
export function excusesOf(
  history: readonly HistoryRecord[],
  expected: Expected,
  waits: readonly ProcessWait[],
): Excuses {
  const lostMs = lostTime(history, waits, expected.partsOf);
  const spoiled = new Map<string, Spoiled | undefined>();
  const byCall = Map.groupBy(history, ({ call }) => call);
  const spoiledSince = (call: string): Spoiled | undefined => {
    if (!spoiled.has(call)) spoiled.set(call, firstSpoiled(byCall.get(call) ?? [], expected, lostMs));
    return spoiled.get(call);
  };
  return {
    because: ({ call, timing }) => {
      if (call === '') return undefined;
      if (timing !== undefined) {
        const lost = lostMs(call, timing.fromMs, timing.toMs);
        if (timing.excessMs <= lost)
          return `it was ${timing.excessMs.toFixed(0)} ms too late, and processes waited ${lost.toFixed(0)} ms for a CPU core meanwhile`;
      }
      const since = spoiledSince(call);
      return since !== undefined && (timing === undefined || timing.toMs >= since.atMs)
        ? since.why
        : undefined;
    },
  };
}

/** The first event in a call that only waits for a CPU core explain. */
function firstSpoiled(
  records: readonly HistoryRecord[],
  expected: Expected,
  lostMs: LostTime,
): Spoiled | undefined {
  return [
    ...ofType(records, 'not-talking')
      .filter(({ call, sinceMs, atMs }) => atMs - sinceMs - lostMs(call, sinceMs, atMs) <= TALKS_WITHIN_MS)
      .map(({ atMs }) => ({
        atMs,
        why: 'processes waited for a CPU core, so the fault came before this caller talked to a bot or a person, or was asked',
      })),
    ...ofType(records, 'waited')
      .filter(({ isThrottledByWaits }) => isThrottledByWaits)
      .map(({ toMs }) => ({
        atMs: toMs,
        why: 'a request was throttled, because environments were still busy after waiting for a CPU core',
      })),
    ...lateRequests(records, expected, lostMs),
    ...lateSockets(records, expected, lostMs),
  ].toSorted((a, b) => a.atMs - b.atMs)[0];
}

/** Requests that failed or timed out, although without their waits they had not run longer than they may. */
function lateRequests(
  records: readonly HistoryRecord[],
  { unreachableOrigins, requestMayTakeMs, coldStartMayTakeMs, passesOn }: Expected,
  lostMs: LostTime,
): readonly Spoiled[] {
  const urls = new Map(ofType(records, 'request').map(({ request, url }) => [request, url]));
  const waited = Map.groupBy(ofType(records, 'waited'), ({ request }) => request);
  const [began] = ofType(records, 'mid-call-faults-began');
  const hasLostEvents = ofType(records, 'journal-lost').length > 0;
  // A region that answers is reachable, and so is every region before a mid-call fault.
  const isOfTheFault = ({ request, outcome, atMs }: RecordOf<'outcome'>): boolean =>
    outcome.kind === 'error' &&
    atMs >= (began?.atMs ?? -Infinity) &&
    unreachableOrigins.includes(originOf(urls.get(request) ?? ''));
  return ofType(records, 'outcome')
    .filter(
      (outcome) =>
        outcome.tookMs >= SHORTEST_TIMEOUT_MS && (passesOn === true || wasGivenUp(outcome, hasLostEvents)),
    )
    .filter((outcome) => !isOfTheFault(outcome))
    .flatMap(({ call, request, kind, atMs, tookMs }) => {
      const lost = lostMs(call, atMs - tookMs, atMs);
      const served = waited.get(request) ?? [];
      const heldMs = Math.max(0, ...served.map((each) => each.heldMs));
      const coldMs = served.some(({ isCold }) => isCold) ? coldStartMayTakeMs : 0;
      if (tookMs - lost - heldMs > requestMayTakeMs + coldMs) return [];
      const why = `the ${kind} request ended after ${tookMs.toFixed(0)} ms, of which processes waited ${lost.toFixed(0)} ms for a CPU core`;
      return [{ atMs, why }];
    });
}

/**
 * A timeout of Vonage, an error status that a timeout of the deployment may have caused, or any answer of the fallback. Also an event's answer
 * where its place in the journal was given up for it: a caller who waits gets it after 400 ms.
 */
const wasGivenUp = ({ kind, outcome }: RecordOf<'outcome'>, hasLostEvents: boolean): boolean =>
  outcome.kind === 'error'
    ? outcome.error === 'connect-timeout' || outcome.error === 'socket-timeout'
    : outcome.status >= 400 || kind === 'fallback' || (kind === 'event' && hasLostEvents);

/** WebSockets that failed or timed out; the bot and the simulator run in the drill's process. */
function lateSockets(
  records: readonly HistoryRecord[],
  { requestMayTakeMs }: Expected,
  lostMs: LostTime,
): readonly Spoiled[] {
  const legs = ofType(records, 'leg').filter(({ endpoint }) => endpoint === 'websocket');
  return legs.flatMap(({ call, leg, atMs, state }) => {
    if (!NOT_REACHED.includes(state)) return [];
    const started = legs.find((each) => each.leg === leg && each.state === 'started');
    if (started === undefined || atMs - started.atMs < SHORTEST_TIMEOUT_MS) return [];
    const lost = lostMs(call, started.atMs, atMs);
    if (atMs - started.atMs - lost > requestMayTakeMs) return [];
    return [
      {
        atMs,
        why: `a WebSocket did not connect in time, while processes waited ${lost.toFixed(0)} ms for a CPU core`,
      },
    ];
  });
}

const NOT_REACHED: readonly string[] = ['failed', 'unanswered', 'timeout'];
