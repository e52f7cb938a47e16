import { tierOf } from '../../contracts/call-history/served-by.ts';
import { journalKey } from '../../contracts/journal/journal-key.ts';
import { eventIdentity } from '../../drill/checkers/event-identity.ts';
import { seconds } from '../in-words.ts';
import { type Attempt, type Judged } from './judged.ts';
import { broken, inevitable, isImpostor, type Judgement } from './judgement.ts';

/** An event that Vonage got 200 for is in a journal, or logged as lost where no journal took it. */
export function deliverable({ world, records, attempts, primaryOrigins }: Judged): readonly Judgement[] {
  const kept = [...world.journals.primary.values(), ...world.journals.secondary.values()];
  const known = new Set(kept.map(({ body }) => eventIdentity((JSON.parse(body) as Journaled).event)));
  const logged = new Set(world.lines.flatMap(({ code, key }) => (code === 'journal-lost' ? [key] : [])));
  const isTakenByRegion = ({ request: { kind, event, request }, outcome: { outcome } }: Attempt): boolean =>
    event !== undefined &&
    outcome.kind === 'response' &&
    outcome.status === 200 &&
    (kind === 'event' || tierOf(records, request, primaryOrigins) === 'secondary');
  return attempts.flatMap((attempt) => {
    const { request, meanwhile } = attempt;
    if (!isTakenByRegion(attempt) || meanwhile.some(isImpostor)) return [];
    if (known.has(eventIdentity(request.payload))) return [];
    const event = `The event ${request.event ?? ''} of ${seconds(request.atMs)} was confirmed with 200, and is in no journal of ${kept.length} entries`;
    const failing = new Set(
      meanwhile.filter(({ fault }) => fault.kind.startsWith('journal-')).map(({ fault }) => fault.place),
    );
    return failing.size === 2 && logged.has(journalKey(request.payload))
      ? [
          inevitable(
            'deliverable-events-are-kept',
            `${event}: both journals failed, and the log names it as lost.`,
          ),
        ]
      : [broken('deliverable-events-are-kept', `${event}.`)];
  });
}

interface Journaled {
  readonly event: Readonly<Record<string, unknown>>;
}
