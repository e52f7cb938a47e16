import { setTimeout as sleep } from 'node:timers/promises';
import { withFaults } from '../faults/with-faults.ts';
import type { HistoryRecord, Write } from '../../contracts/history.ts';
import type { Asked, CallerAnswer, CallPlan } from '../../simulator/simulator.ts';
import type { MenuPromise } from '../scenarios/scenario.ts';
import { forgedUrl } from './forged-url.ts';
import type { PlannedCall } from './schedule.ts';
import { untilOver } from './until-over.ts';
import { answerAt } from './script.ts';

/** On a busy machine callers wait for their question; the fault comes after this time at the latest. */
const UNTIL_ALL_ARE_ASKED_MS = 30_000;
/** Without a request for this long, the events of a call's beginning have all arrived. */
const QUIET_MS = 30;

type Target = Parameters<typeof withFaults>[0] & { readonly write: Write };

/** Places one group of calls with these additions to each call's plan; resolves when all have ended. */
type Place = (more: (call: PlannedCall) => Partial<CallPlan>) => Promise<void>;

/**
 * Places a group of calls in a menu. Each caller answers by the script; where something breaks between two steps, all wait
 * until it is broken. The faults are undone when all calls have ended.
 */
export async function placeMenuCalls(
  target: Target,
  listeners: Set<Write>,
  calls: readonly PlannedCall[],
  menu: MenuPromise,
  place: Place,
): Promise<void> {
  const { between = [] } = menu;
  const questions = watchQuestions(calls, listeners);
  const broken = new Map(between.map(({ question }) => [question, Promise.withResolvers<undefined>()]));
  const release = (): void => broken.forEach(({ resolve }) => resolve(undefined));
  const over = new AbortController();
  const isOver = untilOver(
    between.flatMap(({ faults }) => faults),
    calls,
    listeners,
  );
  const placed = place((call) => ({
    ...(menu.losesQuery && { losesQuery: true }),
    answers: async (asked) => {
      questions.asked(call.call, asked);
      await broken.get(asked.question)?.promise;
      // They all answer a while later, each at another moment.
      if (broken.has(asked.question)) await sleep(call.staggerMs);
      return answerOf(call, asked, menu, questions.urls());
    },
  }));
  const breakFrom = async (index: number): Promise<void> => {
    const next = between[index];
    if (next === undefined) return isOver(placed);
    const longest = sleep(UNTIL_ALL_ARE_ASKED_MS, undefined, { signal: over.signal, ref: false });
    await Promise.race([questions.allAsked(next.question), placed, longest.catch(() => undefined)]);
    for (const [call, sinceMs] of questions.notAsked(next.question))
      target.write({ type: 'not-talking', atMs: performance.now(), call, sinceMs });
    if (index === 0 && next.faults.length > 0)
      for (const { call } of calls)
        target.write({ type: 'mid-call-faults-began', atMs: performance.now(), call });
    await withFaults(target, next.faults, async () => {
      broken.get(next.question)?.resolve(undefined);
      await breakFrom(index + 1);
    });
  };
  try {
    await breakFrom(0);
    await placed;
  } finally {
    over.abort();
    release();
    questions.stop();
  }
}

/** What the caller does at a question, by its script and by what the scenario does to it. */
export function answerOf(
  { call, script }: PlannedCall,
  { question, eventUrl }: Asked,
  { forges, lostReplies }: MenuPromise,
  urls: ReadonlyMap<string, string>,
): CallerAnswer {
  const answer = {
    ...(script && answerAt(script, question)),
    ...(lostReplies !== undefined && { lostReplies }),
  };
  if (forges === undefined || question > 1) return answer;
  if (forges !== 'of-another-call') return { ...answer, eventUrl: forgedUrl(forges, eventUrl) };
  // The next caller's, and the last one's the first caller's.
  const names = [...urls.keys()];
  const other = names[(names.indexOf(call) + 1) % names.length] ?? call;
  return { ...answer, eventUrl: urls.get(other) ?? eventUrl };
}

interface Questions {
  readonly asked: (call: string, asked: Asked) => void;
  /** Resolves when each call is asked for the n-th time, is over or talks to somebody, and no request is under way. */
  readonly allAsked: (question: number) => Promise<void>;
  /** Running calls that were not asked so often, and when each began. */
  readonly notAsked: (question: number) => readonly (readonly [call: string, sinceMs: number])[];
  /** The event URL of each call's first question. */
  readonly urls: () => ReadonlyMap<string, string>;
  readonly stop: () => void;
}

function watchQuestions(calls: readonly PlannedCall[], listeners: Set<Write>): Questions {
  const names = new Set(calls.map(({ call }) => call));
  const questions = new Map<string, number>();
  const urls = new Map<string, string>();
  const began = new Map<string, number>();
  const cannotBeAsked = new Set<string>();
  const underWay = new Set<string>();
  let wanted: { readonly question: number; readonly resolve: () => void } | undefined;
  let quiet: NodeJS.Timeout | undefined;
  const isAsked = (call: string, question: number): boolean =>
    cannotBeAsked.has(call) || (questions.get(call) ?? 0) >= question;
  const look = (): void => {
    clearTimeout(quiet);
    if (wanted === undefined || underWay.size > 0) return;
    const { question, resolve } = wanted;
    if ([...names].every((call) => isAsked(call, question))) quiet = setTimeout(resolve, QUIET_MS);
  };
  const listener = (record: HistoryRecord): void => {
    if (!names.has(record.call)) return;
    if (record.type === 'call-started') began.set(record.call, record.atMs);
    if (record.type === 'call-ended' || (record.type === 'heard' && STAYS.includes(record.what)))
      cannotBeAsked.add(record.call);
    if (record.type === 'request') underWay.add(record.request);
    if (record.type === 'outcome') underWay.delete(record.request);
    look();
  };
  listeners.add(listener);
  return {
    asked: (call, { question, eventUrl }) => {
      questions.set(call, question);
      if (question === 1) urls.set(call, eventUrl);
      look();
    },
    allAsked: (question) =>
      new Promise((resolve) => {
        wanted = { question, resolve };
        look();
      }),
    notAsked: (question) => [...began].filter(([call]) => !isAsked(call, question)),
    urls: () => urls,
    stop: () => {
      clearTimeout(quiet);
      listeners.delete(listener);
    },
  };
}

const STAYS: readonly string[] = ['bot', 'person'];
