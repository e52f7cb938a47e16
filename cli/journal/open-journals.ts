import { readOutputs } from '../kit/read-outputs.ts';
import { journalLocation } from './journal-location.ts';
import { createMergedJournal } from './merged-journal.ts';
import type { MergedJournal } from './merged-journal.ts';
import { createS3Source } from './s3-source.ts';

/** Both journals of the stacks in an outputs file. @throws CommandError */
export async function openJournals(outputsFile: string): Promise<MergedJournal> {
  const outputs = await readOutputs(outputsFile);
  return createMergedJournal(
    outputs.map(({ Region, JournalUrl }) => createS3Source(Region, journalLocation(JournalUrl))),
  );
}
