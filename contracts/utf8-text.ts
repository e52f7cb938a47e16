/** A text file's content, or what it is instead: for people, after "found". */
export type FileText = { readonly text: string } | { readonly found: string };

/** What to do about a file that is no plain UTF-8: a sentence. */
export const SAVE_AS_UTF8 = 'Save it as UTF-8 without a byte order mark, then try again.';

const MARKS: readonly (readonly [name: string, mark: readonly number[]])[] = [
  ['a byte order mark (EF BB BF) before the text', [0xef, 0xbb, 0xbf]],
  ['text in UTF-16 (it begins with FF FE)', [0xff, 0xfe]],
  ['text in UTF-16 (it begins with FE FF)', [0xfe, 0xff]],
];

/**
 * Reads the bytes of a text file as UTF-8. Editors and shells of Windows write other encodings without saying so (PowerShell's ">"
 * UTF-16); a parser would only say that the text is wrong.
 */
export function utf8Text(bytes: Uint8Array): FileText {
  const [marked] = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte)) ?? [];
  if (marked !== undefined) return { found: marked };
  if (isAlternating(bytes.subarray(0, 4)) && bytes.length % 2 === 0)
    return { found: 'text in UTF-16 (its first characters are 0 in every other byte)' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { found: 'bytes that are no UTF-8' };
  }
}

/** Whether every other byte is 0, as in UTF-16 of characters that ASCII has. */
const isAlternating = (bytes: Uint8Array): boolean =>
  bytes.length > 1 &&
  bytes.every((byte, index) => (byte === 0) === (bytes[index % 2] === 0)) &&
  (bytes[0] === 0) !== (bytes[1] === 0);
