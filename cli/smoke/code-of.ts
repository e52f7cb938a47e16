import type { Answered } from './ask.ts';

/** The `code` in a refusal of this project; undefined if the body holds none. */
export function codeOf({ body }: Pick<Answered, 'body'>): string | undefined {
  try {
    const value = JSON.parse(body) as { readonly code?: unknown } | null;
    return typeof value?.code === 'string' ? value.code : undefined;
  } catch {
    return undefined;
  }
}
