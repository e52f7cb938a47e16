import type { Expected, Problem } from '../checkers/checker.ts';
import { type RecordOf, ofType } from '../checkers/call-records.ts';
import { originOf } from '../checkers/served-by.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { ProcessWait } from '../../emulator/world-news.ts';
import { type LostTime, lostTime } from './lost-time.ts';

/** What the machine may have caused itself. */
export interface Excuses {
  /** Why a problem proves nothing; undefined where it counts. */
  readonly because: (problem: Problem) => string | undefined;
}

/** No handler, gateway or platform gives up before: a request that ended sooner met no timeout. */
const SHORTEST_TIMEOUT_MS = 300;

/** A caller talks to a bot within this, on a machine that lets every process work. */
const TALKS_WITHIN_MS = 10_000;

interface Spoiled {
  readonly atMs: number;
  readonly why: string;
}

/**
 * Two things are excused, and nothing else. What was too late, where it would have been in time without the time that was
 * lost to the machine. And what follows, in one call, from a timeout that fired for such a wait alone: the request had run
 * no longer, without its waits, than such a request may take. Pure.
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
          return `${timing.excessMs.toFixed(0)} ms too late, and ${lost.toFixed(0)} ms of it were spent waiting for a core`;
      }
      const since = spoiledSince(call);
      return since !== undefined && (timing === undefined || timing.toMs >= since.atMs)
        ? since.why
        : undefined;
    },
  };
}

/** The first thing in a call that went otherwise only because something waited for a core. */
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
        why: 'processes waited for a core, and the fault came before this caller talked to a bot',
      })),
    ...ofType(records, 'waited')
      .filter(({ isThrottledByWaits }) => isThrottledByWaits)
      .map(({ toMs }) => ({
        atMs: toMs,
        why: 'a request was throttled, because environments that waited for a core were still busy',
      })),
    ...lateRequests(records, expected, lostMs),
    ...lateSockets(records, expected, lostMs),
  ].toSorted((a, b) => a.atMs - b.atMs)[0];
}

/** Requests that were given up, and had run no longer without their waits than such a request may take. */
function lateRequests(
  records: readonly HistoryRecord[],
  { unreachableOrigins, requestMayTakeMs, coldStartMayTakeMs }: Expected,
  lostMs: LostTime,
): readonly Spoiled[] {
  const urls = new Map(ofType(records, 'request').map(({ request, url }) => [request, url]));
  const waited = Map.groupBy(ofType(records, 'waited'), ({ request }) => request);
  return ofType(records, 'outcome')
    .filter((outcome) => outcome.tookMs >= SHORTEST_TIMEOUT_MS && wasGivenUp(outcome))
    .filter(({ request }) => !unreachableOrigins.includes(originOf(urls.get(request) ?? '')))
    .flatMap(({ call, request, kind, atMs, tookMs }) => {
      const lost = lostMs(call, atMs - tookMs, atMs);
      const served = waited.get(request) ?? [];
      const heldMs = Math.max(0, ...served.map((each) => each.heldMs));
      const coldMs = served.some(({ isCold }) => isCold) ? coldStartMayTakeMs : 0;
      if (tookMs - lost - heldMs > requestMayTakeMs + coldMs) return [];
      const why = `the ${kind} request was given up after ${tookMs.toFixed(0)} ms, of which it waited ${lost.toFixed(0)} ms for a core`;
      return [{ atMs, why }];
    });
}

/** A timeout of the platform, an error that stands for one of ours, or an answer of the last one that is asked. */
const wasGivenUp = ({ kind, outcome }: RecordOf<'outcome'>): boolean =>
  outcome.kind === 'error'
    ? outcome.error === 'connect-timeout' || outcome.error === 'socket-timeout'
    : outcome.status >= 400 || kind === 'fallback';

/** Sockets that were given up; the bot and the platform are in the drill's own process. */
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
    return [{ atMs, why: `a WebSocket was given up, ${lost.toFixed(0)} ms of it waiting for a core` }];
  });
}

const NOT_REACHED: readonly string[] = ['failed', 'unanswered', 'timeout'];
