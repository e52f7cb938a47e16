import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import type { Io } from '../kit/io.ts';
import { readTextFile } from '../kit/read-text-file.ts';
import { PROFILE_FLAG } from '../profile/profile-flag.ts';
import { CREDENTIALS_FLAG } from '../link/api/credentials.ts';
import { openApplicationsApi } from '../link/api/applications-api.ts';
import { parseJson } from '../link/json/lossless-json.ts';
import type { Json } from '../link/json/lossless-json.ts';
import { explain } from './explanation.ts';
import { json, page } from './print.ts';
import { readSetUp } from './set-up.ts';
import type { SetUp } from './set-up.ts';

const FLAGS = {
  application: {
    type: 'path',
    value: 'FILE',
    help: 'the application as the Applications API gives it (JSON of GET /v2/applications/ID)',
    notWith: ['applicationId'],
  },
  applicationId: {
    type: 'text',
    value: 'ID',
    help: 'read this application, and which numbers are linked to it, from the account (VONAGE_API_KEY and VONAGE_API_SECRET)',
  },
  credentials: { ...CREDENTIALS_FLAG, with: ['applicationId'] },
  profile: { ...PROFILE_FLAG, otherwise: 'each of them' },
  markdown: { type: 'boolean', help: 'the page as Markdown', notWith: ['json'] },
  json: JSON_FLAG,
} as const;

export const explainCommand = define({
  name: 'explain',
  about: `Explains any Vonage Voice application, whatever serves its webhooks: what callers hear when a server fails, how long they wait,
which rule of Vonage decides, what causes it, and the one change that helps most. It computes this from the application alone,
by each reading of Vonage's rules. It calls no webhook and changes nothing.`,
  flags: FLAGS,
  exits: { 0: 'explained', 1: 'the application cannot be read' },
  async run({ application: file, applicationId, credentials, profile, markdown, json: isJson }, io) {
    const explanation = explain(
      file !== undefined
        ? readSetUp(await readFile(file))
        : await readFromAccount(applicationId, credentials, io),
      profile && [profile],
    );
    io.stdout(isJson ? json(explanation) : page(explanation, markdown ? 'markdown' : 'text'));
    return 0;
  },
});

async function readFile(file: string): Promise<Json> {
  const text = await readTextFile(file, 'a Vonage application (JSON)', 'Name the file that holds it.');
  try {
    return parseJson(text);
  } catch (error) {
    throw new CommandError(
      `Expected a Vonage application (JSON) in ${file}, found other text: ${(error as Error).message}.`,
    );
  }
}

async function readFromAccount(
  id: string | undefined,
  credentialsFile: string | undefined,
  io: Io,
): Promise<SetUp> {
  if (id === undefined)
    throw new CommandError('Expected --application FILE or --application-id ID, found neither.');
  const api = await openApplicationsApi(io, { credentialsFile });
  const application = await api.readApplication(id, io.signal);
  const numbers = await api.listNumbers(id, io.signal).catch((error: unknown) => {
    // Numbers have a host of their own, which may be unavailable while the application's answers.
    if (!(error instanceof CommandError)) throw error;
    io.stderr(`The linked numbers are not known: ${error.message}`);
    return undefined;
  });
  return readSetUp(application, numbers?.length);
}
