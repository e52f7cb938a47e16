import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import type { Meant } from '../checkers/checker.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { Undo } from '../../emulator/emulator.ts';
import type { OutsideHost } from '../../emulator/outside/start-outside-host.ts';
import type { Asked, CallerAnswer, Simulator } from '../../simulator/simulator.ts';
import type { Write } from '../../contracts/history.ts';
import { lookUntil } from '../../cli/kit/look-until.ts';
import { forgedUrl } from './forged-url.ts';
import type { FlowSays } from './read-flow.ts';
import { type Script, answerAt } from './script.ts';

/** What a menu says to one script, in a healthy system. */
export interface Journey {
  readonly script: Script;
  /** Until the first question, and after each answer; to the end. */
  readonly says: readonly (readonly Meant[])[];
  /** The words of the first question: what is said directly before its input. */
  readonly question: readonly Meant[];
  /** Who ends a call without a bot or a person: its NCCO, or the caller, who holds the line in a conversation. */
  readonly endedBy: 'ncco-ended' | 'caller';
}

/** What callers hear of the call flow itself, where the application behind the guard is out of reach: to each script. */
export interface OwnSays {
  /** From the beginning of the call. */
  readonly fromStart: readonly Journey[];
  /** From the answer to the first question on. */
  readonly fromFirstAnswer: readonly Journey[];
}

/** What callers of the menu that is drilled hear in a healthy system, by its own deployment. */
export interface MenuSays extends Pick<FlowSays, 'rungSays'> {
  readonly journeys: readonly Journey[];
  /** To a state that cannot be read. */
  readonly lost: readonly Meant[];
  /** Only of a call flow that passes callbacks on to an application. */
  readonly own?: OwnSays;
}

/** Two callers: words that differ depend on the call. */
const CALLERS = ['447700900971', '447700900972'] as const;

/** On a busy machine a request may run into its timeout once, and the fallback answers with other words. */
const READS = { times: 3, everyMs: 200 } as const;

interface Deployment {
  readonly createSimulator: (write: Write) => Simulator;
  /** The number that is called. */
  readonly to: string;
}

/**
 * Calls the deployment with each script, and once with a state that is made up, before any fault. Without questions, every
 * journey has one part.
 */
export async function readMenu(
  deployment: Deployment,
  scripts: readonly Script[],
): Promise<Omit<MenuSays, 'rungSays' | 'own'>> {
  const { journeys, saysTo } = await readJourneys(deployment, scripts, { isLost: true });
  return { journeys, lost: saysTo('lost').slice(1).flat() };
}

/** As `readMenu`, while the application behind the guard refuses connections. */
export async function readOwnSteps(
  deployment: Deployment,
  scripts: readonly Script[],
  { break: breakIt }: Pick<OutsideHost, 'break'>,
): Promise<OwnSays> {
  const undo = await breakIt('refuses');
  const { journeys: fromStart } = await readJourneys(deployment, scripts).finally(undo);
  let undoLater: Promise<Undo> | undefined;
  const restore = async (): Promise<void> => (await undoLater)?.();
  const { journeys: fromFirstAnswer } = await readJourneys(deployment, scripts, {
    begin: restore,
    onAllAsked: async () => void (await (undoLater = breakIt('refuses'))),
  }).finally(restore);
  return { fromStart, fromFirstAnswer };
}

interface ReadOptions {
  /** Reads also what is said to a state that is made up. */
  readonly isLost?: boolean;
  /** Before the calls. */
  readonly begin?: () => Promise<void>;
  /** Once all are asked, before any answers. */
  readonly onAllAsked?: () => Promise<void>;
}

async function readJourneys(
  deployment: Deployment,
  scripts: readonly Script[],
  options: ReadOptions = {},
): Promise<{
  readonly journeys: readonly Journey[];
  /** What both callers of a script hear, or of another name. */
  readonly saysTo: (call: string) => readonly (readonly Meant[])[];
}> {
  const history = await lookUntil(
    () => callWithEach(deployment, scripts, options),
    (records) => records.every((record) => record.type !== 'request' || record.kind !== 'fallback'),
    READS,
  );
  const byCall = recordsByCall(history);
  const saysTo = (call: string): readonly (readonly Meant[])[] => {
    const [one = [], other = []] = CALLERS.map((from) => partsOf(byCall.get(`${call} ${from}`) ?? []));
    return one.map((part, index) => common(part, other[index] ?? []));
  };
  return {
    journeys: scripts.map((script) => {
      const says = saysTo(script.text);
      const records = byCall.get(`${script.text} ${CALLERS[0]}`) ?? [];
      const words = wordsBefore(records);
      return {
        script,
        says,
        question: words === 0 ? [] : (says[0] ?? []).slice(-words),
        endedBy: ofType(records, 'call-ended')[0]?.by === 'caller' ? 'caller' : 'ncco-ended',
      };
    }),
    saysTo,
  };
}

async function callWithEach(
  { createSimulator, to }: Deployment,
  scripts: readonly Script[],
  { isLost = false, begin, onAllAsked }: ReadOptions,
): Promise<readonly HistoryRecord[]> {
  await begin?.();
  const history: HistoryRecord[] = [];
  const simulator = createSimulator((record) => history.push(record));
  const begun = inStep(onAllAsked, CALLERS.length * scripts.length);
  const place = (call: string, answers: (asked: Asked) => CallerAnswer): Promise<void>[] =>
    CALLERS.map((from) =>
      simulator.placeCall({
        call: `${call} ${from}`,
        from,
        to,
        talksForMs: 1,
        answers: async (asked) => {
          if (asked.question === 1) await begun();
          return answers(asked);
        },
      }),
    );
  try {
    await Promise.all([
      ...scripts.flatMap((script) => place(script.text, ({ question }) => answerAt(script, question))),
      ...(isLost ? place('lost', ({ eventUrl }) => ({ eventUrl: forgedUrl('made-up', eventUrl) })) : []),
    ]);
  } finally {
    await simulator.stop();
  }
  return history;
}

/** Waits for so many callers, then for what happens meanwhile; not at all where nothing does. */
function inStep(then: (() => Promise<void>) | undefined, callers: number): () => Promise<void> {
  if (then === undefined) return () => Promise.resolve();
  const all = Promise.withResolvers<undefined>();
  let missing = callers;
  return async () => {
    missing -= 1;
    if (missing === 0) then().then(() => all.resolve(undefined), all.reject);
    await all.promise;
  };
}

/** What is heard until the first question, and from each answer to the next question. */
function partsOf(records: readonly HistoryRecord[]): readonly (readonly Meant[])[] {
  const parts: Meant[][] = [[]];
  for (const record of records) {
    if (record.type === 'wants-ncco' && record.why === 'input') parts.push([]);
    if (record.type !== 'heard' || record.what === 'ringing' || record.what === 'hold-music') continue;
    parts.at(-1)?.push({ what: record.what, content: record.content });
  }
  return parts;
}

/** Without what only one of them was told. */
const common = (one: readonly Meant[], other: readonly Meant[]): readonly Meant[] =>
  one.map(({ what, content }, index) =>
    // Either region's bot may go on.
    what !== 'bot' && content !== undefined && other[index]?.content === content
      ? { what, content }
      : { what },
  );

/** How many words and streams stand directly before the first input. */
function wordsBefore(records: readonly HistoryRecord[]): number {
  const asked = records.findIndex(({ type }) => type === 'asked');
  const ncco = ofType(records.slice(0, Math.max(asked, 0)), 'ncco').at(-1)?.ncco;
  if (!Array.isArray(ncco)) return 0;
  const actions = ncco.map((action: { readonly action?: unknown }) => action.action);
  const before = actions.slice(0, actions.indexOf('input'));
  return before.length - 1 - before.findLastIndex((action) => action !== 'talk' && action !== 'stream');
}
