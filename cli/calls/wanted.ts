import { dayOf } from '../kit/flag-values.ts';

/** Which calls are looked for. */
export type Wanted =
  | { readonly what: 'conversation'; readonly conversation: string; readonly day: string | undefined }
  /** `from` as `callerKey` gives it. */
  | { readonly what: 'from'; readonly from: string; readonly day: string }
  | { readonly what: 'day'; readonly day: string };

interface Asked {
  readonly conversation: string | undefined;
  readonly from: string | undefined;
  readonly day: string | undefined;
}

/** A conversation may be of any day; all else is of one. */
export function wantedOf({ conversation, from, day }: Asked, nowMs: number): Wanted {
  if (conversation !== undefined) return { what: 'conversation', conversation, day };
  const ofDay = day ?? dayOf(nowMs);
  return from === undefined ? { what: 'day', day: ofDay } : { what: 'from', from, day: ofDay };
}
