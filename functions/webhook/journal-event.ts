import { describeError } from '../describe-error.ts';
import { journalEntry } from '../../contracts/journal/journal-entry.ts';
import type { JournalOutcome } from '../../contracts/metric-names.ts';
import type { JournalingPorts } from '../ports.ts';
import type { LogCode } from './log-codes.ts';
import { writeJournalEntry } from './write-journal-entry.ts';
import type { JournalTimeouts, Kept } from './write-journal-entry.ts';
import type { Webhook } from './route.ts';

/** At most 400 ms for both buckets together. */
export const WHILE_A_CALLER_WAITS: JournalTimeouts = { perBucketMs: 300, otherAfterMs: 100 };

/**
 * Journals an event of a call, beside the decision on its answer. It never throws and never changes the answer. It delays the
 * answer by at most 400 ms, and never beyond the route's deadline. An event that could not be kept is logged as `journal-lost`.
 */
export async function journalEvent(webhook: Webhook<JournalingPorts>): Promise<KeptEvent> {
  const kept = await keepEvent(webhook, WHILE_A_CALLER_WAITS);
  if (!kept.kept) logLost(webhook, kept);
  return kept;
}

/** Whether an event was kept. `key` is absent where it could not be computed. A synthetic event is not written. */
export type KeptEvent =
  (Kept & { readonly key?: string }) | { readonly kept: true; readonly how: 'synthetic' };
export type LostEvent = Extract<KeptEvent, { kept: false }>;

/** Writes a webhook's event to a journal, within the route's deadline. Never rejects. */
export async function keepEvent(
  webhook: Webhook<JournalingPorts>,
  timeouts: JournalTimeouts,
): Promise<KeptEvent> {
  if (webhook.isSynthetic) return { kept: true, how: 'synthetic' };
  const kept = await tryToKeep(webhook, timeouts);
  const outcome = outcomeOf(kept, webhook.ports.settings.region);
  webhook.count({ name: 'JournalWrite', dimensions: { outcome } });
  return kept;
}

/** One for all: an error costs the more, the deeper it is made. */
const NOT_NEEDED = new Error('not needed any more');

async function tryToKeep(
  { fields, receivedAtMs, deadline, note, ports: { settings, journal, clock } }: Webhook<JournalingPorts>,
  timeouts: JournalTimeouts,
): Promise<Kept & { readonly key?: string }> {
  const over = new AbortController();
  try {
    const entry = journalEntry(fields, { receivedAtMs, region: settings.region });
    const result = await deadline.race(writeJournalEntry(entry, journal, timeouts, over.signal, clock));
    const kept: Kept = result.inTime ? result.value : { kept: false, problems: ['the deadline has passed'] };
    note({ journal: kept.kept ? `${kept.how} in ${kept.region}` : 'not kept' });
    return { ...kept, key: entry.key };
  } catch (error) {
    return { kept: false, problems: [describeError(error)] };
  } finally {
    over.abort(NOT_NEEDED);
  }
}

function outcomeOf(kept: Kept, ownRegion: string): JournalOutcome {
  if (!kept.kept) return 'lost';
  if (kept.how === 'already-there') return 'duplicate';
  return kept.region === ownRegion ? 'own' : 'other';
}

/** Logs one line for each event that is in no journal. */
export function logLost({ ports }: Webhook<JournalingPorts>, { key, problems }: LostEvent): void {
  ports.log({ level: 'error', code: 'journal-lost' satisfies LogCode, key, problems });
}
