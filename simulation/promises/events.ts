import { tierOf } from '../../contracts/call-history/served-by.ts';
import { journalKey } from '../../contracts/journal/journal-key.ts';
import { eventIdentity } from '../../drill/checkers/event-identity.ts';
import { seconds } from '../in-words.ts';
import { type Attempt, type Judged, tierAsked } from './judged.ts';
import { broken, inevitable, isImpostor, type Judgement } from './judgement.ts';
import { isHarmless } from './tiers.ts';

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

/** A status event that a whole region with a journal to write to has refused until Vonage gave up. */
export function givenUp({ spells, attempts, primaryOrigins }: Judged): readonly Judgement[] {
  return attempts.flatMap(({ request, outcome }) => {
    if (request.kind !== 'event' || request.expectsNcco || outcome.next !== 'give-up') return [];
    const identity = eventIdentity(request.payload);
    const all = attempts.filter((each) => eventIdentity(each.request.payload) === identity);
    const meanwhile = all.flatMap((each) => each.meanwhile);
    const region = tierAsked({ request }, primaryOrigins) === 'primary' ? 'primary' : 'secondary';
    const journals = new Set(
      meanwhile.filter(({ fault }) => fault.kind.startsWith('journal-')).map(({ fault }) => fault.place),
    );
    // A region that has read a wrong secret keeps it for a while.
    const before = spells.filter(({ fromMs, fault }) => fromMs <= outcome.atMs && fault.place === region);
    if (journals.size === 2 || before.some(({ fault }) => !isHarmless(fault))) return [];
    return [
      broken(
        'deliverable-events-are-kept',
        `The event ${request.event ?? ''} of ${seconds(request.atMs)} was refused until Vonage gave up, although a journal could be written.`,
      ),
    ];
  });
}

interface Journaled {
  readonly event: Readonly<Record<string, unknown>>;
}
