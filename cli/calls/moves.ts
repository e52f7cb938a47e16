import type { Fields } from '../../contracts/call.ts';
import { conversationFolder, readKey } from '../../contracts/journal/journal-key.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { inParallel } from '../kit/progress.ts';
import { textField } from './timeline-event.ts';

/**
 * The folders of two conversations between which a leg has moved. Later events of the leg come under the new one
 * (Nexmo/nexmo-developer PR #3521).
 */
export type Move = readonly [from: string, to: string];

const AT_ONCE = 16;

/** The moves that these events report. */
export const movesOf = (events: readonly { readonly event?: Fields }[]): readonly Move[] =>
  events.flatMap(({ event = {} }) => {
    const from = textField(event, 'conversation_uuid_from');
    const to = textField(event, 'conversation_uuid_to');
    return from === undefined || to === undefined
      ? []
      : [[conversationFolder(from), conversationFolder(to)] as const];
  });

/** The moves that are reported under these keys. Reads the `transfer` events alone. */
export async function readMoves(
  journal: MergedJournal,
  keys: ReadonlyMap<string, readonly string[]>,
): Promise<readonly Move[]> {
  const transfers = [...keys].filter(([key]) => readKey(key)?.kind === 'transfer');
  const records = await inParallel(transfers, AT_ONCE, ([key, regions]) => journal.read(key, regions));
  return movesOf(records.flatMap((record) => record ?? []));
}

/** Conversations in groups: those between which a leg has moved are one call. Keeps their order. */
export function joinMoved(
  conversations: Iterable<string>,
  moves: readonly Move[],
): readonly (readonly string[])[] {
  const groups = new Map([...conversations].map((each) => [each, [each]]));
  for (const [from, to] of moves) {
    const [left, right] = [groups.get(from), groups.get(to)];
    // A conversation that is not among these has no events here.
    if (left === undefined || right === undefined || left === right) continue;
    left.push(...right);
    for (const each of right) groups.set(each, left);
  }
  return [...new Set(groups.values())];
}
