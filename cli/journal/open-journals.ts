import { readOutputs } from '../kit/read-outputs.ts';
import { journalLocation } from './journal-location.ts';
import { createMergedJournal } from './merged-journal.ts';
import type { MergedJournal } from './merged-journal.ts';
import { createS3Source } from './s3-source.ts';
import { printable } from '../kit/printable.ts';

/** Both journals of the stacks in an outputs file. @throws CommandError */
export async function openJournals(outputsFile: string): Promise<MergedJournal> {
  const outputs = await readOutputs(outputsFile);
  return createMergedJournal(
    outputs.map(({ Region, JournalUrl }) => createS3Source(Region, journalLocation(JournalUrl))),
  );
}

/** Says on stderr which journal could not be read, and what that means. */
export function warnUnavailable(journal: MergedJournal): void {
  for (const { region, problem, fix } of journal.unavailable())
    console.error(
      printable(
        `The journal of ${region} cannot be read: ${problem}. Events that only this journal holds are missing below. ${fix}`,
      ),
    );
}
