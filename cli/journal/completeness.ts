import type { Io } from '../kit/io.ts';
import { table } from '../kit/table.ts';
import type { MergedJournal, UnlistedJournal, UnreadObject } from './merged-journal.ts';

/** Exit code of a look that was not complete (docs/exit-codes.md). */
const NOT_COMPLETE = 2;

/** Shown of each journal. */
const MOST_PREFIXES = 4;

/** For `exits` of every command that reads the journals. */
export const NOT_COMPLETE_EXIT = 'not complete: something in the journals could not be read, and is named';

/** Whether all that was looked for could be read, so that what was not found is not there. */
export const isComplete = (journal: MergedJournal): boolean =>
  journal.unavailable().length === 0 && journal.unread().length === 0;

/**
 * Prints what was found, and before anything else what could not be read: in JSON `complete`, `unavailable` and `unread`.
 * Returns the exit code.
 * @param found for programs and for people
 */
export function printLook(
  journal: MergedJournal,
  found: { readonly json: object; readonly text: string },
  { json, stdout, stderr }: Pick<Io, 'stdout' | 'stderr'> & { readonly json: boolean },
): number {
  const unavailable = journal.unavailable();
  const unread = journal.unread();
  const complete = isComplete(journal);
  const missed = complete ? [] : [describeMissed(unavailable, unread)];
  if (json) {
    for (const text of missed) stderr(text);
    stdout(JSON.stringify({ complete, unavailable, unread, ...found.json }));
  } else stdout([...missed, found.text].join('\n\n'));
  return complete ? 0 : NOT_COMPLETE;
}

function describeMissed(unavailable: readonly UnlistedJournal[], unread: readonly UnreadObject[]): string {
  const what = [
    ...unavailable.map(({ region }) => `the journal of ${region} could not be listed to the end`),
    ...(unread.length === 0 ? [] : [`${countEvents(unread.length)} could not be read`]),
  ].join(', and ');
  const byProblem = Map.groupBy(unread, ({ problem, fix }) => `${problem}. ${fix}`);
  return [
    `NOT COMPLETE: ${what}. What is missing below may be there.`,
    ...unavailable.map(
      ({ region, problem, fix, prefixes }) =>
        `The journal of ${region} cannot be listed (${namesOf(prefixes)}): ${problem}. ${fix}`,
    ),
    ...[...byProblem].flatMap(([problem, objects]) => [
      `${countEvents(objects.length)} cannot be read: ${problem}`,
      ...describeObjects(objects).map((line) => `  ${line}`),
    ]),
  ].join('\n');
}

const describeObjects = (objects: readonly UnreadObject[]): readonly string[] =>
  table([
    ['when (UTC)', 'what', 'conversation', 'kept in', 'object'],
    ...objects.map(({ timestamp = 'no timestamp', kind, conversation, regions, key }) => [
      timestamp,
      kind,
      conversation,
      regions.join(' + '),
      key,
    ]),
  ]);

function namesOf(prefixes: readonly string[]): string {
  const more = prefixes.length - MOST_PREFIXES;
  const shown = prefixes.slice(0, MOST_PREFIXES).join(', ');
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

const countEvents = (count: number): string => `${String(count)} event${count === 1 ? '' : 's'}`;
