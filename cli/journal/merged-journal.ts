import { type JournalRecord, readRecord } from '../../contracts/journal/journal-entry.ts';
import { CommandError } from '../kit/command-error.ts';
import { askedOf } from '../kit/asked-of.ts';
import { awsProblem, noRegion } from '../kit/aws-problem.ts';
import type { AwsProblem } from '../kit/aws-problem.ts';
import type { JournalSource } from './s3-source.ts';

/** A journal that could not be read: what only it holds is missing. */
export interface UnreadJournal {
  readonly region: string;
  readonly problem: string;
  /** What to do about it: a sentence. */
  readonly fix: string;
}

/** Both regions' journals as one: a key that is in both is one event. */
export interface MergedJournal {
  /**
   * Keys that begin with the prefix, each with the regions that hold it. @param since leaves out what was written before
   * @throws CommandError when no journal answers
   */
  keys(prefix: string, since?: Date): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Names of the folders right under the prefix, sorted. @throws CommandError when no journal answers */
  folders(prefix: string): Promise<readonly string[]>;
  /** A copy of the event; undefined when none can be read. */
  read(key: string, regions: readonly string[]): Promise<JournalRecord | undefined>;
  /** Journals that failed so far. They are not asked again. */
  unavailable(): readonly UnreadJournal[];
}

export function createMergedJournal(sources: readonly JournalSource[]): MergedJournal {
  const unavailable = new Map<string, AwsProblem>();
  /** What each journal answers that is not unavailable. */
  const askAll = async <T>(
    ask: (source: JournalSource) => Promise<T>,
  ): Promise<readonly (readonly [region: string, answer: T])[]> => {
    const answers = await Promise.all(
      sources.map(async (source) => {
        if (unavailable.has(source.region)) return [];
        try {
          return [[source.region, await ask(source)] as const];
        } catch (error) {
          unavailable.set(source.region, awsProblem(error, askedOf(source)));
          return [];
        }
      }),
    );
    if (unavailable.size === sources.length) throw noJournal(unavailable);
    return answers.flat();
  };
  return {
    keys: async (prefix, since) => {
      const merged = new Map<string, string[]>();
      for (const [region, keys] of await askAll((source) => source.keys(prefix, since))) {
        for (const key of keys) merged.set(key, [...(merged.get(key) ?? []), region]);
      }
      return merged;
    },
    folders: async (prefix) => {
      const answers = await askAll((source) => source.folders(prefix));
      return [...new Set(answers.flatMap(([, names]) => names))].sort();
    },
    read: async (key, regions) => {
      for (const source of sources.filter(
        ({ region }) => regions.includes(region) && !unavailable.has(region),
      )) {
        try {
          const record = readRecord(await source.read(key));
          if (record !== undefined) return record;
        } catch (error) {
          // Deleted since it was listed.
          if ((error as Error).name !== 'NoSuchKey')
            unavailable.set(source.region, awsProblem(error, askedOf(source)));
        }
      }
      return undefined;
    },
    unavailable: () => [...unavailable].map(([region, { found, fix }]) => ({ region, problem: found, fix })),
  };
}

const noJournal = (unavailable: ReadonlyMap<string, AwsProblem>): CommandError =>
  new CommandError(
    noRegion(
      'at least one of the two journals to answer',
      [...unavailable].map(([region, problem]) => ({ region, ...problem })),
    ),
  );
