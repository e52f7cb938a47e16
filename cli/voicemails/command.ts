import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { printRecording } from '../calls/print-timeline.ts';
import { isComplete, NOT_COMPLETE_EXIT, printLook } from '../journal/completeness.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { openJournals } from '../journal/open-journals.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { dayOf, parseDay } from '../kit/flag-values.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import { printable } from '../kit/printable.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { createAuthorize } from './authorize.ts';
import { download as downloadOne } from './download.ts';
import type { Outcome } from './download.ts';
import { parseStandIn } from './media-host.ts';
import { mayBeRecording, voicemailsOfDay } from './voicemail.ts';
import type { Voicemail } from './voicemail.ts';

/** What is needed to fetch recordings. */
interface Download {
  readonly folder: string;
  readonly privateKeyFile: string;
  readonly applicationId: string;
  readonly standIn: string | undefined;
}

export const voicemails = define({
  name: 'voicemails',
  about: `Lists the recordings of one day that the journals of both regions name and, with --download, downloads them. A file that
exists already is not changed; an interrupted download is continued. What is no whole recording is not kept.`,
  flags: {
    day: { type: 'text', value: 'YYYY-MM-DD', help: 'a day in UTC', otherwise: 'today', read: parseDay },
    download: { type: 'path', value: 'FOLDER', help: 'download the recordings into this folder' },
    privateKeyFile: {
      type: 'path',
      value: 'FILE',
      hidesValue: true,
      help: "the Vonage application's private key",
      otherwise: 'VONAGE_PRIVATE_KEY_FILE',
    },
    applicationId: {
      type: 'text',
      value: 'ID',
      help: 'the Vonage application',
      otherwise: 'VONAGE_APPLICATION_ID, else the first one of settings.ts',
    },
    mediaStandIn: {
      type: 'text',
      value: 'URL',
      help: 'for tests: download from this server on 127.0.0.1 instead of Vonage',
      otherwise: 'VONAGE_MEDIA_STAND_IN',
      read: parseStandIn,
    },
    json: JSON_FLAG,
    outputs: OUTPUTS_FLAG,
  },
  exits: {
    0: 'done',
    1: 'a recording could not be downloaded, or no journal answers',
    2: NOT_COMPLETE_EXIT,
  },
  async run({ day: asked, json, outputs, ...flags }, { env, nowMs, stdout, stderr }) {
    const day = asked ?? dayOf(nowMs());
    const download = downloadOf(flags, env);
    const journal = await openJournals(outputs);
    const found = await voicemailsOfDay(journal, day, stderr);
    const print = (voicemails: readonly object[]): number =>
      printLook(
        journal,
        { json: { day, voicemails }, text: printVoicemails(day, found, journal) },
        { json, stdout, stderr },
      );
    const listed = json ? undefined : print(found);
    const outcomes =
      download === undefined
        ? undefined
        : await downloadAll(
            found,
            download,
            (line) => {
              if (!json) stdout(printable(line));
            },
            stderr,
          );
    const exitCode =
      listed ?? print(found.map((voicemail, index) => ({ ...voicemail, ...outcomes?.[index] })));
    return outcomes?.some(({ state }) => state === 'failed') === true ? 1 : exitCode;
  },
});

interface DownloadFlags {
  readonly download: string | undefined;
  readonly privateKeyFile: string | undefined;
  readonly applicationId: string | undefined;
  readonly mediaStandIn: string | undefined;
}

/** From the flags, else from the environment; undefined: only listed. @throws CommandError for what is missing */
export function downloadOf(
  { download: folder, privateKeyFile, applicationId, mediaStandIn }: DownloadFlags,
  env: Readonly<Record<string, string | undefined>>,
): Download | undefined {
  if (folder === undefined) return undefined;
  const { VONAGE_PRIVATE_KEY_FILE, VONAGE_APPLICATION_ID, VONAGE_MEDIA_STAND_IN } = env;
  return {
    folder,
    privateKeyFile: given(
      privateKeyFile ?? VONAGE_PRIVATE_KEY_FILE,
      '--private-key-file or VONAGE_PRIVATE_KEY_FILE',
      "the file of the Vonage application's private key",
    ),
    applicationId: given(
      applicationId ?? VONAGE_APPLICATION_ID ?? ownSettings().vonage.applicationIds[0],
      '--application-id or VONAGE_APPLICATION_ID',
      'the id of the Vonage application',
    ),
    standIn: mediaStandIn ?? standInOf(VONAGE_MEDIA_STAND_IN),
  };
}

const standInOf = (url: string | undefined): string | undefined =>
  url === undefined || url === '' ? undefined : parseStandIn(url);

function given(value: string | undefined, name: string, expected: string): string {
  if (value !== undefined && value !== '') return value;
  throw new CommandError(
    `${name}: expected ${expected}, found nothing. Set it, or leave --download out to list.`,
  );
}

/** One after the other: what is broken off is one file at most. */
async function downloadAll(
  voicemails: readonly Voicemail[],
  { folder, applicationId, privateKeyFile, standIn }: Download,
  tell: (line: string) => void,
  remark: (line: string) => void,
): Promise<readonly Outcome[]> {
  const authorize = await createAuthorize(applicationId, privateKeyFile, remark);
  const outcomes: Outcome[] = [];
  for (const voicemail of voicemails) {
    const outcome = await downloadOne(voicemail, folder, authorize, standIn);
    outcomes.push(outcome);
    tell(printOutcome(voicemail, outcome));
  }
  return outcomes;
}

/** The recordings of a day, and how many more there may be. */
function printVoicemails(day: string, found: readonly Voicemail[], journal: MergedJournal): string {
  const unread = journal.unread().filter(({ kind }) => mayBeRecording(kind)).length;
  const none = isComplete(journal)
    ? `No recording on ${day} (UTC).`
    : `No recording of ${day} (UTC) could be read.`;
  return [
    ...(found.length === 0 ? [none] : found.map(printVoicemail)),
    ...(unread === 0 ? [] : [`Events that could not be read and may be recordings: ${String(unread)}.`]),
  ].join('\n');
}

const printVoicemail = (voicemail: Voicemail): string =>
  printable(
    [voicemail.timestamp ?? 'no timestamp', `from ${voicemail.from ?? '?'}`, voicemail.conversation].join(
      '  ',
    ),
  ) + `  ${printRecording(voicemail)}`;

function printOutcome({ url, key }: Voicemail, outcome: Outcome): string {
  switch (outcome.state) {
    case 'fetched': {
      const { file, bytes, continuedAt } = outcome;
      const continued = continuedAt === 0 ? '' : `, continued at ${String(continuedAt)}`;
      return `fetched ${file} (${String(bytes)} bytes${continued})`;
    }
    case 'there-already':
      return `left as it is: ${outcome.file}`;
    case 'failed':
      return `FAILED ${url ?? key}: ${outcome.problem}`;
  }
}
