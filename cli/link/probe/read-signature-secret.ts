import { CommandError } from '../../kit/command-error.ts';
import { readTextFile } from '../../kit/read-text-file.ts';

const WAY_OUT = 'Name it with --secret-file FILE, or set VONAGE_SIGNATURE_SECRET.';

export const SIGNATURE_SECRET_FLAG = {
  type: 'path',
  value: 'FILE',
  help: "the account's signature secret, alone in a file, instead of VONAGE_SIGNATURE_SECRET",
} as const;

/**
 * The secret with which Vonage signs callbacks: from the file if one is named, else from the environment, never from an
 * argument; undefined if neither gives it. It is Vonage's own and not read from the stacks, so that a probe proves that
 * they hold the right one.
 * @throws CommandError that never quotes it
 */
export async function readSignatureSecret(
  env: Readonly<Record<string, string | undefined>>,
  file: string | undefined,
): Promise<string | undefined> {
  const where = file ?? 'VONAGE_SIGNATURE_SECRET';
  const found =
    file === undefined
      ? env['VONAGE_SIGNATURE_SECRET']
      : await readTextFile(file, 'the signature secret', WAY_OUT);
  const secret = found?.trim() ?? '';
  if (secret === '' && file === undefined) return undefined;
  if (/^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new CommandError(
    `Expected the signature secret in ${where}, printable and without blanks; found ${secret === '' ? 'nothing' : 'something else (not shown)'}. The Vonage dashboard shows it under API settings.`,
  );
}
