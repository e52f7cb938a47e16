export type Members = Readonly<Record<string, unknown>>;

/** "JSON.parse source text access" of ECMAScript: Node has it, TypeScript's library does not yet. */
interface SourceText {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): boolean;
}
const sourceText = JSON as unknown as SourceText;

/** Keeps the source text of numbers (0.10, 12345678901234567890): `JSON.stringify` prints it again. @throws SyntaxError */
export const jsonAsItCame = (text: string): unknown =>
  sourceText.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && source !== String(value)
      ? sourceText.rawJSON(source)
      : value,
  );

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !sourceText.isRawJSON(value);

export const without = (members: Members, ...keys: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([key]) => !keys.includes(key)));
