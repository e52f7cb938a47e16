import { NOT_CONFIGURED } from '../../contracts/signature-secret.ts';
import { CommandError } from '../kit/command-error.ts';
import { decoded, isQuoted, readSecretFile } from '../kit/read-text-file.ts';

/** HS256 wants a key as long as its hash (RFC 7518, 3.2). */
const ADVISED_BYTES = 32;
/** One callback in somebody's hands is enough to try out secrets, as many as their machines can hash. */
const LEAST_BYTES = 16;
const MOST_BYTES = 4_096;
const WHAT = 'the new signature secret';

export interface NewSecret {
  readonly secret: string;
  /** What the operator should know about it. */
  readonly remarks: readonly string[];
}

/** Standard input, as far as it matters. */
export type Input = AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };

/** The new secret, from a file or from standard input. @throws CommandError that never quotes it */
export async function readNewSecret(file: string | undefined, stdin: Input): Promise<NewSecret> {
  if (file === undefined) return checkNewSecret(await readInput(stdin), { where: 'standard input' });
  const { text, remarks } = await readSecretFile(
    file,
    WHAT,
    'Nothing was changed. Name the file that holds it with --secret-file FILE.',
  );
  const checked = checkNewSecret(text, { where: file });
  return { ...checked, remarks: [...remarks, ...checked.remarks] };
}

/** @throws CommandError that never quotes it */
function checkNewSecret(text: string, { where }: { readonly where: string }): NewSecret {
  const secret = text.trim();
  const refuse = (found: string): CommandError =>
    new CommandError(
      `Expected the new signature secret alone in ${where}: ${LEAST_BYTES} to ${MOST_BYTES} printable characters (better ${ADVISED_BYTES} and more) without blanks; found ${found}. Nothing was changed.`,
    );
  if (secret === '') throw refuse('nothing');
  if (secret === NOT_CONFIGURED) throw refuse('the placeholder of a new stack');
  if (isJsonObject(secret)) throw refuse('a JSON object (its members are written by this command)');
  if (isQuoted(secret)) throw refuse('one in quotes, which would be a part of it: write it without them');
  if (!/^[\x21-\x7e]+$/.test(secret)) throw refuse('something else (not shown)');
  if (secret.length < LEAST_BYTES || secret.length > MOST_BYTES) throw refuse(`${secret.length} characters`);
  const left = text.length - secret.length;
  return {
    secret,
    remarks: [
      ...(left === 0
        ? []
        : [`Left out ${left} ${left === 1 ? 'character' : 'characters'} of blank space around the secret.`]),
      ...(secret.length < ADVISED_BYTES
        ? [
            `The secret has ${secret.length} characters. Use at least ${ADVISED_BYTES}, so that it cannot be guessed from a callback.`,
          ]
        : []),
    ],
  };
}

function isJsonObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

async function readInput(stdin: Input): Promise<string> {
  if (stdin.isTTY === true) {
    throw new CommandError(
      'Expected the new signature secret on standard input, found a terminal, which would show it. Name a file with --secret-file, or pipe it in.',
    );
  }
  let bytes = Buffer.alloc(0);
  for await (const chunk of stdin) {
    bytes = Buffer.concat([bytes, Buffer.from(chunk)]);
    // The caller reports it as too long.
    if (bytes.length > 2 * MOST_BYTES) break;
  }
  return decoded(bytes, WHAT, 'standard input');
}
