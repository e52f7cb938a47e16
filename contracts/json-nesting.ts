/**
 * How deep arrays and objects may be nested in JSON that others have written. Events and NCCOs need fewer than ten levels; a
 * program that walks a hundred thousand of them runs out of stack (RangeError).
 */
export const MOST_NESTING = 200;

/** How many levels of arrays and objects a JSON text has, the outermost one counted. Any text has some number of them. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
