import { type JournalRecord, readRecord } from '../../contracts/journal/journal-entry.ts';
import { readKey } from '../../contracts/journal/journal-key.ts';
import { CommandError } from '../kit/command-error.ts';
import { askedOf } from '../kit/asked-of.ts';
import { awsProblem, noRegion } from '../kit/aws-problem.ts';
import type { AwsProblem } from '../kit/aws-problem.ts';
import type { JournalSource } from './s3-source.ts';

/** Why something could not be read, and what to do about it: a sentence. */
interface Unread {
  readonly problem: string;
  readonly fix: string;
}

/** A journal that could not be listed to the end: what only it holds there is missing. */
export interface UnlistedJournal extends Unread {
  readonly region: string;
  /** Of the keys that could not be listed. */
  readonly prefixes: readonly string[];
}

/** An object that is there, and of which no region's copy could be read. All but the problem is known from its key. */
export interface UnreadObject extends Unread {
  readonly key: string;
  /** Those that hold a copy. */
  readonly regions: readonly string[];
  readonly kind: string;
  readonly conversation: string;
  /** ISO 8601 in UTC; absent for an event without one. */
  readonly timestamp?: string;
}

/** Both regions' journals as one: a key that is in both is one event. */
export interface MergedJournal {
  /**
   * Keys that begin with the prefix, each with the regions that hold it. @param since leaves out what was written before
   * @throws CommandError when no journal has answered
   */
  keys(prefix: string, since?: Date): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Names of the folders right under the prefix, sorted. @throws CommandError when no journal has answered */
  folders(prefix: string): Promise<readonly string[]>;
  /** A copy of the event; undefined when none can be read: it is in `unread` then. */
  read(key: string, regions: readonly string[]): Promise<JournalRecord | undefined>;
  /** Journals that could not be listed so far. */
  unavailable(): readonly UnlistedJournal[];
  /** Objects that could not be read so far, by key. They are not asked for again. */
  unread(): readonly UnreadObject[];
}

/** One request's error is that request's. Only a region that is silent for so long, and so often in a row, is not asked again. */
const GIVEN_UP_AFTER = { requests: 3, ms: 10_000 } as const;

/** Requests to a region without an answer, since the last one that had one. */
interface Silence {
  /** When the first of them was sent. */
  readonly sinceMs: number;
  readonly requests: number;
  readonly problem: AwsProblem;
}

type Asked<T> = { readonly answer: T } | { readonly problem: AwsProblem };

export function createMergedJournal(
  sources: readonly JournalSource[],
  nowMs: () => number = () => performance.now(),
): MergedJournal {
  const unlisted = new Map<string, UnlistedJournal>();
  const unread = new Map<string, UnreadObject>();
  const silences = new Map<string, Silence>();
  let hasListed = false;

  const ask = async <T>(source: JournalSource, work: () => Promise<T>): Promise<Asked<T>> => {
    const { region } = source;
    const sentMs = nowMs();
    const silence = silences.get(region);
    if (silence !== undefined && isGivenUp(silence, sentMs)) return { problem: silence.problem };
    try {
      const answer = await work();
      silences.delete(region);
      return { answer };
    } catch (error) {
      const problem = awsProblem(error, askedOf(source));
      const { sinceMs = sentMs, requests = 0 } = silences.get(region) ?? {};
      if (problem.kind === 'unreachable') silences.set(region, { sinceMs, requests: requests + 1, problem });
      else silences.delete(region);
      return { problem };
    }
  };

  /** What each journal lists, as far as it does. */
  const listAll = async (
    prefix: string,
    pagesOf: (source: JournalSource) => AsyncIterable<readonly string[]>,
  ): Promise<readonly (readonly [region: string, name: string])[]> => {
    const failed: (AwsProblem & { readonly region: string })[] = [];
    const found = await Promise.all(
      sources.map(async (source) => {
        const { region } = source;
        const listed: (readonly [string, string])[] = [];
        const asked = await ask(source, async () => {
          for await (const page of pagesOf(source)) for (const name of page) listed.push([region, name]);
        });
        if ('problem' in asked) failed.push({ ...asked.problem, region });
        return listed;
      }),
    );
    const hasNothing = failed.length === sources.length && found.flat().length === 0;
    if (!hasListed && hasNothing)
      throw new CommandError(noRegion('at least one of the two journals to answer', failed));
    hasListed = true;
    for (const { region, found: problem, fix } of failed) {
      const prefixes = new Set([...(unlisted.get(region)?.prefixes ?? []), prefix]);
      unlisted.set(region, { region, problem, fix, prefixes: [...prefixes].sort() });
    }
    return found.flat();
  };

  return {
    keys: async (prefix, since) => {
      const merged = new Map<string, string[]>();
      for (const [region, key] of await listAll(prefix, (source) => source.keys(prefix, since)))
        merged.set(key, [...(merged.get(key) ?? []), region]);
      return merged;
    },
    folders: async (prefix) => {
      const listed = await listAll(prefix, (source) => source.folders(prefix));
      return [...new Set(listed.map(([, name]) => name))].sort();
    },
    read: async (key, regions) => {
      if (unread.has(key)) return undefined;
      const problems: Unread[] = [];
      for (const source of sources.filter(({ region }) => regions.includes(region))) {
        const asked = await ask(source, () => source.read(key));
        if ('problem' in asked) {
          problems.push(unreadFor(asked.problem));
          continue;
        }
        const record = readRecord(asked.answer);
        if (record !== undefined) return record;
        problems.push(noRecord(source.region, asked.answer));
      }
      unread.set(key, unreadObject(key, regions, problems));
      return undefined;
    },
    unavailable: () => [...unlisted.values()],
    unread: () => [...unread.values()].sort((left, right) => (left.key < right.key ? -1 : 1)),
  };
}

const isGivenUp = ({ sinceMs, requests }: Silence, nowMs: number): boolean =>
  requests >= GIVEN_UP_AFTER.requests && nowMs - sinceMs >= GIVEN_UP_AFTER.ms;

const unreadFor = ({ found, fix }: AwsProblem): Unread =>
  /NoSuchKey/.test(found)
    ? { problem: `${found}: it was deleted after it was listed`, fix: 'Run the same command again.' }
    : { problem: found, fix };

const noRecord = (region: string, text: string): Unread => ({
  problem: `expected a record of the journal in ${region}, found ${text === '' ? 'an empty object' : 'something else'}`,
  fix: 'The object is left as it is: look at it in the bucket.',
});

function unreadObject(key: string, regions: readonly string[], problems: readonly Unread[]): UnreadObject {
  const { kind = 'unknown', conversation = '', timestamp } = readKey(key) ?? {};
  return {
    key,
    regions,
    kind,
    conversation,
    ...(timestamp === undefined ? {} : { timestamp }),
    problem: problems.map(({ problem }) => problem).join('; '),
    fix: [...new Set(problems.map(({ fix }) => fix))].join(' '),
  };
}
