import { printRecording } from '../calls/print-timeline.ts';
import { openJournals } from '../journal/open-journals.ts';
import { warnOfAway } from '../journal/warn-of-away.ts';
import { printable } from '../kit/printable.ts';
import { createAuthorize } from './authorize.ts';
import { download } from './download.ts';
import type { Outcome } from './download.ts';
import { VOICEMAILS_HELP, parseVoicemailsOptions } from './options.ts';
import type { Download } from './options.ts';
import { voicemailsOfDay } from './voicemail.ts';
import type { Voicemail } from './voicemail.ts';

/** `npm run voicemails`: returns the exit code. @throws CommandError */
export async function runVoicemails(args: readonly string[]): Promise<number> {
  const options = parseVoicemailsOptions(args, process.env, Date.now());
  if (options === undefined) {
    process.stdout.write(VOICEMAILS_HELP);
    return 0;
  }
  const { day, json } = options;
  const journal = await openJournals(options.outputs);
  const voicemails = await voicemailsOfDay(journal, day);
  warnOfAway(journal);
  if (!json) {
    if (voicemails.length === 0) console.log(`No recording on ${day} (UTC).`);
    for (const voicemail of voicemails) console.log(printVoicemail(voicemail));
  }
  const outcomes =
    options.download === undefined ? undefined : await downloadAll(voicemails, options.download, json);
  if (json) {
    const told = voicemails.map((voicemail, index) => ({ ...voicemail, ...(outcomes?.[index] ?? {}) }));
    console.log(JSON.stringify({ day, voicemails: told, away: journal.away() }));
  }
  return outcomes?.some(({ state }) => state === 'failed') === true ? 1 : 0;
}

/** One after the other: what is broken off is one file at most. */
async function downloadAll(
  voicemails: readonly Voicemail[],
  { folder, applicationId, privateKeyFile, standIn }: Download,
  isQuiet: boolean,
): Promise<readonly Outcome[]> {
  const authorize = await createAuthorize(applicationId, privateKeyFile);
  const outcomes: Outcome[] = [];
  for (const voicemail of voicemails) {
    const outcome = await download(voicemail, folder, authorize, standIn);
    outcomes.push(outcome);
    if (!isQuiet) console.log(printable(printOutcome(voicemail, outcome)));
  }
  return outcomes;
}

const printVoicemail = (voicemail: Voicemail): string =>
  printable(
    [voicemail.timestamp ?? 'no timestamp', `from ${voicemail.from ?? '?'}`, voicemail.conversation].join(
      '  ',
    ),
  ) + `  ${printRecording(voicemail)}`;

function printOutcome({ url, sizeBytes }: Voicemail, outcome: Outcome): string {
  switch (outcome.state) {
    case 'fetched': {
      const { file, bytes, continuedAt } = outcome;
      const continued = continuedAt === 0 ? '' : `, continued at ${String(continuedAt)}`;
      const differs =
        sizeBytes === undefined || sizeBytes === bytes ? '' : `; the event said ${String(sizeBytes)}`;
      return `fetched ${file} (${String(bytes)} bytes${continued}${differs})`;
    }
    case 'there-already':
      return `left as it is: ${outcome.file}`;
    case 'failed':
      return `FAILED ${url}: ${outcome.problem}`;
  }
}
