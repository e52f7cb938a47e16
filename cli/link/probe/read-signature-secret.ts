import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import { isQuoted, readSecretFile } from '../../kit/read-text-file.ts';

const WAY_OUT = 'Name it with --secret-file FILE, or set VONAGE_SIGNATURE_SECRET.';

export const SIGNATURE_SECRET_FLAG = {
  type: 'path',
  value: 'FILE',
  hidesValue: true,
  help: "the account's signature secret, alone in a file, instead of VONAGE_SIGNATURE_SECRET",
} as const;

/**
 * The secret with which Vonage signs callbacks: from the file if one is named, else from the environment, never from an
 * argument; undefined if neither gives it. It is Vonage's own and not read from the stacks, so that a probe proves that
 * they hold the right one.
 * @throws CommandError that never quotes it
 */
export async function readSignatureSecret(
  { env, stderr }: Pick<Io, 'env' | 'stderr'>,
  file: string | undefined,
): Promise<string | undefined> {
  const where = file ?? 'VONAGE_SIGNATURE_SECRET';
  const { text, remarks } =
    file === undefined
      ? { text: env['VONAGE_SIGNATURE_SECRET'] ?? '', remarks: [] }
      : await readSecretFile(file, 'the signature secret', WAY_OUT);
  for (const remark of remarks) stderr(remark);
  const secret = text.trim();
  if (secret === '' && file === undefined) return undefined;
  if (/^[\x21-\x7e]+$/.test(secret) && !isQuoted(secret)) return secret;
  const found = isQuoted(secret)
    ? 'one in quotes, which would be a part of it (not shown)'
    : 'something else (not shown)';
  throw new CommandError(
    `Expected the signature secret in ${where}, printable and without blanks; found ${secret === '' ? 'nothing' : found}. The Vonage dashboard shows it under API settings.`,
  );
}
