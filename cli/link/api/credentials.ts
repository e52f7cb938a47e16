import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import { isQuoted, readSecretFile } from '../../kit/read-text-file.ts';

export interface Credentials {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Of the commands that ask Vonage. */
export const CREDENTIALS_FLAG = {
  type: 'path',
  value: 'FILE',
  hidesValue: true,
  help: 'JSON {"apiKey":"…","apiSecret":"…"} instead of VONAGE_API_KEY and VONAGE_API_SECRET',
} as const;

const WAY_OUT =
  'Set VONAGE_API_KEY and VONAGE_API_SECRET, or name a JSON file {"apiKey":"…","apiSecret":"…"} with --credentials FILE.';

/** Of the file where one is named, else of the environment; never of an argument. @throws CommandError */
export async function readCredentials(
  { env, stderr }: Pick<Io, 'env' | 'stderr'>,
  file: string | undefined,
): Promise<Credentials> {
  if (file !== undefined) return fromFile(file, stderr);
  const { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret } = env;
  const missing = Object.entries({ VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret })
    .filter(([, value]) => value === undefined || value.trim() === '')
    .map(([name]) => name);
  if (missing.length > 0)
    throw new CommandError(`Expected ${missing.join(' and ')} in the environment, found nothing. ${WAY_OUT}`);
  return checked({ apiKey, apiSecret }, 'the environment');
}

async function fromFile(file: string, stderr: Io['stderr']): Promise<Credentials> {
  const { text, remarks } = await readSecretFile(file, 'the credentials', WAY_OUT);
  for (const remark of remarks) stderr(remark);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file.
    throw new CommandError(`${file}: expected JSON, found something else. ${WAY_OUT}`);
  }
  return checked(value as Partial<Credentials> | null, file);
}

/** A secret with a blank in it was pasted wrong; a header could not even carry a line break. */
function checked(value: { apiKey?: unknown; apiSecret?: unknown } | null, where: string): Credentials {
  const { apiKey, apiSecret } = value ?? {};
  if (typeof apiKey !== 'string' || typeof apiSecret !== 'string')
    throw new CommandError(
      `${where}: expected the texts apiKey and apiSecret, found other things. ${WAY_OUT}`,
    );
  const key = apiKey.trim();
  const secret = apiSecret.trim();
  if (isQuoted(key) || isQuoted(secret))
    throw new CommandError(
      `${where}: expected an API key and a secret, found one in quotes, which would be a part of it (not shown). Write it without them.`,
    );
  if (!/^[0-9a-z]+$/i.test(key) || !/^[\x21-\x7e]+$/.test(secret))
    throw new CommandError(
      `${where}: expected an API key of letters and digits and a secret without blanks, found something else (not shown). ${WAY_OUT}`,
    );
  return { apiKey: key, apiSecret: secret };
}
