import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Expected, PromisedCall } from '../../drill/checkers/checker.ts';
import { unretryableFailuresAreRequestedOnce } from '../../drill/checkers/answers.ts';
import { everyEventIsJournaledOnce } from '../../drill/checkers/every-event-is-journaled-once.ts';
import { recoveriesFollowLosses } from '../../drill/checkers/recoveries-follow-losses.ts';
import { rungsAreClimbedInOrder } from '../../drill/checkers/rungs-are-climbed-in-order.ts';
import { CALL } from '../run-schedule.ts';
import { ROLES } from '../world/broken.ts';
import type { World } from '../world/world.ts';
import { type Attempt, type Judged } from './judged.ts';
import { broken, isImpostor, type Judgement, type PromiseName } from './judgement.ts';

/** Promises that the drill's checkers judge: what something else has answered in a region's place is left out. */
export function byCheckers(judged: Judged): readonly Judgement[] {
  const { world, attempts, records } = judged;
  const others = new Set(
    attempts
      .filter(({ request, meanwhile }) => meanwhile.some(isImpostor) || isCloudFronts(request, meanwhile))
      .map(({ request: { request } }) => request),
  );
  const own = records.filter((record) => !(record.type === 'outcome' && others.has(record.request)));
  const expected = expectedOf(judged);
  const check = (
    promise: PromiseName,
    { check }: Checker,
    history: readonly HistoryRecord[],
  ): readonly Judgement[] => {
    // One problem of a kind says enough.
    const [problem] = check(history, expected).problems;
    return problem === undefined ? [] : [broken(promise, `${capital(problem.text)}.`)];
  };
  return [
    ...check('failures-are-not-asked-twice', unretryableFailuresAreRequestedOnce, own),
    ...check('rungs-are-climbed-in-order', rungsAreClimbedInOrder, records),
    ...check('nccos-are-asked-for', recoveriesFollowLosses, own),
    ...check('events-are-journaled-once', onlyDuplicates, [...records, ...journaledIn(world)]),
  ];
}

/** Whether a confirmed event is in a journal at all is judged in events.ts, by the faults that were there meanwhile. */
const onlyDuplicates: Checker = {
  name: everyEventIsJournaledOnce.name,
  check: (history, expected) => {
    const { problems } = everyEventIsJournaledOnce.check(history, expected);
    return { problems: problems.filter(({ text }) => text.endsWith('more than once')) };
  },
};

/** Without an error page CloudFront answers with the status that it has found itself (504 after a read timeout). */
const isCloudFronts = ({ kind }: Attempt['request'], meanwhile: Attempt['meanwhile']): boolean =>
  kind === 'fallback' && meanwhile.some(({ fault }) => fault.place === 'static');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Any rungs, and any silence: other promises know the faults. */
function expectedOf({ primaryOrigins }: Judged): Expected {
  const call: PromisedCall = {
    call: CALL,
    servedBy: 'primary',
    hears: [],
    limitMs: Infinity,
    recovery: { limitMs: Infinity },
  };
  return {
    calls: [call],
    shares: [],
    tierSays: { primary: [], secondary: [], static: [] },
    primaryOrigins,
    allowanceMs: 0,
    ceilingMs: undefined,
    requestMayTakeMs: Infinity,
    coldStartMayTakeMs: Infinity,
    partsOf: {},
    rejectingOrigins: [],
    journals: 'kept',
    unreachableOrigins: [],
  };
}

/** What is in the journals at the end, as the drill's runner reports it. */
const journaledIn = ({ journals }: World): readonly HistoryRecord[] =>
  ROLES.flatMap((bucket) =>
    [...journals[bucket]].map(([key, { body, writes }]): HistoryRecord => {
      const { event } = JSON.parse(body) as { readonly event: Readonly<Record<string, unknown>> };
      return { atMs: 0, call: CALL, type: 'journaled', bucket, key, writes, event };
    }),
  );
