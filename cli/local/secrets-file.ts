import { CommandError } from '../kit/command-error.ts';
import { readSecretFile } from '../kit/read-text-file.ts';

const WHAT = 'JSON of texts, by the names of secrets: {"my-company/crm-token": "…"}';

/** What the call flow's own secrets hold in the local system, by name. @throws CommandError */
export async function readSecretsFile(file: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (file === undefined) return {};
  const { text } = await readSecretFile(file, WHAT, 'Name a file with --secrets.');
  const secrets = parsed(text);
  if (secrets !== undefined) return secrets;
  // What was found may be a secret.
  throw new CommandError(`--secrets: expected ${WHAT} in ${file}, found something else.`);
}

function parsed(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && Object.values(value).every((each) => typeof each === 'string')
      ? (value as Readonly<Record<string, string>>)
      : undefined;
  } catch {
    return undefined;
  }
}
