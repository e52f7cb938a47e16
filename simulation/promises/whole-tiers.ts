import { tierOf } from '../../contracts/call-history/served-by.ts';
import { seconds } from '../in-words.ts';
import type { Spell } from '../schedule/schedule.ts';
import { type Attempt, type Judged, tierAsked } from './judged.ts';
import { broken, during, type Judgement } from './judgement.ts';

/** A region has what it needs again so long after a fault, ms: environments, and the right secret. */
const RECOVERS_MS = 5_000;
const FORGETS_A_SECRET_MS = 120_000;

/** A request to a region with which nothing is wrong is answered by it: an NCCO, or the event confirmed. */
export function wholeTiersAnswer({
  spells,
  records,
  attempts,
  primaryOrigins,
}: Judged): readonly Judgement[] {
  return attempts.flatMap((attempt) => {
    const { request, outcome } = attempt;
    const role = tierAsked(attempt, primaryOrigins) === 'primary' ? 'primary' : 'secondary';
    if (isAnswered(attempt) || !isWhole(role, spells, attempt)) {
      const isStatic =
        request.kind === 'fallback' && tierOf(records, request.request, primaryOrigins) === 'static';
      if (!isStatic || !isWhole(role, spells, attempt)) return [];
    }
    const what = outcome.outcome.kind === 'response' ? String(outcome.outcome.status) : outcome.outcome.error;
    const asked = `${request.kind}${request.event === undefined ? '' : ` (${request.event})`}`;
    return [
      broken(
        'whole-tiers-answer',
        `At ${seconds(request.atMs)} nothing was wrong with the ${role}, and it did not answer the ${asked}: ${what} after ${Math.round(outcome.tookMs)} ms, ${outcome.rule}.`,
      ),
    ];
  });
}

const isAnswered = ({ outcome: { next } }: Attempt): boolean =>
  next === 'run-ncco' || next === 'go-on' || next === 'done';

/** With no journal at all an event is asked for once more. */
function isWhole(role: string, spells: readonly Spell[], { request, outcome }: Attempt): boolean {
  const ofRegion = during(spells, request.atMs - FORGETS_A_SECRET_MS, outcome.atMs).filter(
    ({ fault, toMs }) =>
      fault.place === role &&
      !/^(bot|person|journal)-/.test(fault.kind) &&
      (toMs >= request.atMs - RECOVERS_MS || /secret|clock/.test(fault.kind)),
  );
  const journals = during(spells, request.atMs - RECOVERS_MS, outcome.atMs).filter(({ fault }) =>
    fault.kind.startsWith('journal-'),
  );
  return ofRegion.length === 0 && new Set(journals.map(({ fault }) => fault.place)).size < 2;
}
