import type { Cell } from './cell.ts';

/** Callers notice no shorter silence. */
const AT_ONCE_MS = 250;

const LAST: Readonly<Record<string, string>> = {
  bot: 'bot',
  person: 'person',
  talk: 'announcement',
  stream: 'announcement',
};

/** Of a cell whose calls were played: what the worst-off caller heard, and after how long a silence. */
export interface InWords {
  /** `dropped`, `dropped (2 of 4)`, `bot`, `announcement or person`. */
  readonly heard: string;
  /** `2.1 s`; undefined: at once. */
  readonly after: string | undefined;
}

export function inWords({ calls, dropped, silenceMs, last }: Cell): InWords {
  const after = silenceMs.max < AT_ONCE_MS ? undefined : `${(silenceMs.max / 1000).toFixed(1)} s`;
  if (dropped > 0) return { heard: `dropped${dropped < calls ? ` (${dropped} of ${calls})` : ''}`, after };
  const heard = Object.keys(last).map((what) => LAST[what] ?? what);
  return { heard: [...new Set(heard)].join(' or '), after };
}
