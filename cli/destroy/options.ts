import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';

export const DESTROY_HELP = `npm run destroy -- [options]

Takes the three stacks down: the deployment record, the primary region, the secondary, the static tier; with them the static
bucket and the signature secrets, which the stacks leave (a secret can be restored for 7 days). The journals are kept. At the
end the account is asked what is left, and each thing is told with its reason.

Refuses while a Vonage application of the settings leads to the stacks (npm run link -- unlink), or where that cannot be seen:
it needs VONAGE_API_KEY and VONAGE_API_SECRET.

  --yes                 do not ask
  --force               whatever the Vonage applications say: calls that lead here are answered by nobody
  --with-journals NAME  delete the journals too, with every event in them, for good; NAME is the deployment's name
  --credentials FILE    JSON {"apiKey":"…","apiSecret":"…"} instead of VONAGE_API_KEY and VONAGE_API_SECRET
  --outputs FILE        what npm run deploy has written: stacks that are gone are taken out of it (default: ${DEFAULT_OUTPUTS})
  --help                this text

A region that is away is left; the same command takes it down once it is back. AWS_ENDPOINT_URL names an AWS-compatible
endpoint instead of AWS.

Exit code: 0 down, but for what is kept on purpose; 2 something else is left; 1 refused, or an error.
`;

export interface DestroyOptions {
  readonly yes: boolean;
  readonly force: boolean;
  /** What was typed as the deployment's name; undefined: the journals are kept. */
  readonly withJournals: string | undefined;
  readonly credentials: string | undefined;
  readonly outputs: string;
}

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseDestroyOptions(args: readonly string[]): DestroyOptions | undefined {
  const values = parseFlags(
    args,
    {
      yes: { type: 'boolean' },
      force: { type: 'boolean' },
      'with-journals': { type: 'string' },
      credentials: { type: 'string' },
      outputs: { type: 'string' },
      help: { type: 'boolean' },
    },
    DESTROY_HELP,
  );
  if (values.help === true) return undefined;
  return {
    yes: values.yes ?? false,
    force: values.force ?? false,
    withJournals: values['with-journals'],
    credentials: values.credentials,
    outputs: values.outputs ?? DEFAULT_OUTPUTS,
  };
}
