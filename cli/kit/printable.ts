/**
 * What a terminal may obey, or what changes the order in which text is shown: controls (ESC, NUL, U+009B), format characters
 * (U+202E and the other bidi controls, zero-width ones), line and paragraph separators, lone surrogates.
 */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** The same without the line break and the tab, of which lines and columns are made. */
const CONTROL_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** `\u009b`, for each UTF-16 unit: inside a string of JSON, the same character (RFC 8259, 7). */
const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

/** Text of unknown origin as one line that does nothing to a terminal. */
export const printable = (text: string): string => text.replace(CONTROL, escaped);

/** Lines as they may be written anywhere, whatever is in them. JSON stays JSON, and gives the same value back. */
export const printableLines = (text: string): string => text.replace(CONTROL_IN_LINES, escaped);
