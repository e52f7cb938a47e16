import type { Judged } from './judge.ts';
import type { Times } from './times.ts';

/** What came of a route's requests so far. */
export interface Tally {
  /** All that said something, well or not. */
  readonly requests: number;
  readonly times: Times;
  /** What went wrong → how often. */
  readonly failures: Readonly<Record<string, number>>;
}

export const failuresIn = ({ failures }: Pick<Tally, 'failures'>): number =>
  Object.values(failures).reduce((sum, count) => sum + count, 0);

export interface Counting {
  readonly add: (judged: Judged) => void;
  readonly tally: () => Tally;
}

export function startTally(): Counting {
  let requests = 0;
  const connectsMs: number[] = [];
  const responsesMs: number[] = [];
  const failures: Record<string, number> = {};
  return {
    add(judged) {
      if (judged.kind === 'interrupted') return;
      requests += 1;
      if (judged.kind === 'failed') {
        failures[judged.what] = (failures[judged.what] ?? 0) + 1;
        return;
      }
      if (judged.connectMs !== undefined) connectsMs.push(judged.connectMs);
      if (judged.responseMs !== undefined) responsesMs.push(judged.responseMs);
    },
    tally: () => ({
      requests,
      times: { connectsMs: [...connectsMs], responsesMs: [...responsesMs] },
      failures: { ...failures },
    }),
  };
}
