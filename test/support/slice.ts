/**
 * The part of the long suite that is run: `LONG_SLICE=2/4` is the second of four, all of it where none is named. The parts
 * share nothing and leave nothing out, so that a part a day comes round.
 */
export interface Slice {
  /** Of all that are listed, every so manyth. */
  readonly of: <T>(all: readonly T[]) => readonly T[];
  /** Of a list that may be shorter than there are parts: at least one in each part, in turn. */
  readonly some: <T>(all: readonly T[]) => readonly T[];
  /** How many of these are sent. */
  readonly count: (all: number) => number;
}

const MOST_PARTS = 8;

/** At most eight parts, so that none is empty. @throws Error for a slice that there is not */
export function readSlice(text = '1/1'): Slice {
  const [, part = 0, parts = 0] = (/^([1-8])\/([1-8])$/.exec(text) ?? []).map(Number);
  if (part < 1 || part > parts)
    throw new Error(`LONG_SLICE: expected a part of at most 8, such as 2/4, found ${text}`);
  const of = <T>(all: readonly T[]): readonly T[] => all.filter((_, index) => index % parts === part - 1);
  return {
    of,
    some: (all) => {
      const turns = Array.from({ length: Math.max(MOST_PARTS, all.length) }, (_, turn) => turn % all.length);
      const chosen = new Set(of(turns));
      return all.filter((_, index) => chosen.has(index));
    },
    count: (all) => Math.ceil(all / parts),
  };
}

export const SLICE = readSlice(process.env['LONG_SLICE']);
