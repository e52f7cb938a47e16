import { printable } from '../kit/printable.ts';
import type { MergedJournal } from './merged-journal.ts';

/** Says on stderr which journal could not be read, and what that means. */
export function warnOfAway(journal: MergedJournal): void {
  for (const { region, problem, fix } of journal.away())
    console.error(
      printable(
        `The journal of ${region} cannot be read: ${problem}. Events that only it holds are missing here. ${fix}`,
      ),
    );
}
