import { CommandError } from '../kit/command-error.ts';
import { settings } from '#own/settings.ts';
import { parseDay } from '../kit/parse-day.ts';
import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';
import { parseStandIn } from './media-host.ts';

export const VOICEMAILS_HELP = `npm run voicemails -- [options]

What callers have left: every recording that the journals of both regions name, of one day, and, with --download, the
recordings themselves. A file that is there already is left as it is; one that was broken off is continued.

  --day YYYY-MM-DD          a day in UTC (default: today)
  --download DIR            fetch each recording into this folder
  --private-key-file FILE   the Vonage application's private key (default: VONAGE_PRIVATE_KEY_FILE)
  --application-id ID       the Vonage application (default: VONAGE_APPLICATION_ID, else the first one of
                            settings.ts)
  --media-stand-in URL      for tests: fetch from this server on 127.0.0.1 instead of Vonage
                            (default: VONAGE_MEDIA_STAND_IN)
  --json                    print one line of JSON instead
  --outputs FILE            outputs of the deployed stacks, or of a running world (default: ${DEFAULT_OUTPUTS})
  --help                    this text

Exit code: 0, or 1 when a recording could not be fetched or no journal answers.
`;

export interface VoicemailsOptions {
  readonly day: string;
  readonly json: boolean;
  readonly outputs: string;
  readonly download: Download | undefined;
}

/** What is needed to fetch recordings. */
export interface Download {
  readonly folder: string;
  readonly privateKeyFile: string;
  readonly applicationId: string;
  readonly standIn: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseVoicemailsOptions(
  args: readonly string[],
  variables: Variables,
  nowMs: number,
): VoicemailsOptions | undefined {
  const values = parseFlags(
    args,
    {
      day: { type: 'string' },
      download: { type: 'string' },
      'private-key-file': { type: 'string' },
      'application-id': { type: 'string' },
      'media-stand-in': { type: 'string' },
      json: { type: 'boolean' },
      outputs: { type: 'string' },
      help: { type: 'boolean' },
    },
    VOICEMAILS_HELP,
  );
  if (values.help === true) return undefined;
  const { download, 'media-stand-in': standIn = variables['VONAGE_MEDIA_STAND_IN'] } = values;
  return {
    day: parseDay(values.day, nowMs),
    json: values.json ?? false,
    outputs: values.outputs ?? DEFAULT_OUTPUTS,
    download:
      download === undefined
        ? undefined
        : {
            folder: given(download, '--download', 'a folder'),
            privateKeyFile: given(
              values['private-key-file'] ?? variables['VONAGE_PRIVATE_KEY_FILE'],
              '--private-key-file or VONAGE_PRIVATE_KEY_FILE',
              "the file of the Vonage application's private key",
            ),
            applicationId: given(
              values['application-id'] ??
                variables['VONAGE_APPLICATION_ID'] ??
                settings.vonage.applicationIds[0],
              '--application-id or VONAGE_APPLICATION_ID',
              'the id of the Vonage application',
            ),
            standIn: standIn === undefined || standIn === '' ? undefined : parseStandIn(standIn),
          },
  };
}

function given(value: string | undefined, name: string, expected: string): string {
  if (value !== undefined && value !== '') return value;
  throw new CommandError(
    `${name}: expected ${expected}, found nothing. Set it, or leave --download out to list.`,
  );
}
