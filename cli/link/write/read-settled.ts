import { lookUntil } from '../../kit/look-until.ts';
import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { Kept } from './kept.ts';
import type { Subject } from './subject.ts';
import { isAsPlanned } from './write-and-check.ts';

/** For so long after a write, at least, the API is not believed when it answers what was there before. */
const OLDER_COPIES_MS = 60_000;
const EVERY_MS = 1_000;

interface Reading {
  /** The write that must show; undefined: none is known. */
  readonly last: Kept | undefined;
  /** Whether the command would then say that there is nothing to do. */
  readonly isDone: (value: JsonObject) => boolean;
  readonly subject: Pick<Subject, 'read'>;
  readonly io: Pick<Io, 'nowMs' | 'pause' | 'signal' | 'stderr'>;
  readonly readBackTimeout: Timeout;
}

export interface Settled {
  readonly value: JsonObject;
  /** The write whose former state the API answers still, so that nothing seems to do; undefined: go on from what was read. */
  readonly olderThan: Kept | undefined;
}

/**
 * Reads what was written before. What was there before that write may be an older copy: where the write was
 * acknowledged not long ago, or where nothing would be left to do, it is looked at again until something else shows, or the time
 * is over.
 * @param kept oldest first
 * @throws ApiError; where the command is interrupted
 */
export async function readSettled(
  kept: readonly Kept[],
  { last, isDone, subject, io, readBackTimeout }: Reading,
): Promise<Settled> {
  const read = (): Promise<JsonObject> => subject.read(io.signal);
  if (last === undefined) return { value: await read(), olderThan: undefined };
  const isRecent = io.nowMs() - Date.parse(last.keptAt) < Math.max(OLDER_COPIES_MS, readBackTimeout.ms);
  const earlier = kept.filter(({ id }) => id < last.id).flatMap(({ before, after }) => [before, after]);
  // With what was begun after it, and may have been made.
  const since = kept.filter(({ id }) => id >= last.id);
  const isOlder = (seen: JsonObject): boolean =>
    !since.some(({ before, after }) => isAsPlanned(after, before, seen)) &&
    [last.before, ...earlier].some((state) => isSame(state, seen));
  let isFirst = true;
  // What was begun and cut off may never have been made: then it is begun again.
  const mustShow = isRecent && last.progress !== 'begun';
  const isBelieved = (seen: JsonObject): boolean => !isOlder(seen) || !(mustShow || isDone(seen));
  const value = await lookUntil(read, isBelieved, {
    timeoutMs: readBackTimeout.ms,
    everyMs: EVERY_MS,
    nowMs: io.nowMs,
    pause: (ms) => {
      if (isFirst)
        io.stderr(
          `The API answers what was there before "${last.by}" of ${last.keptAt}: looking again for up to ${String(readBackTimeout.ms / 1000)} s.`,
        );
      isFirst = false;
      return io.pause(ms, io.signal);
    },
  });
  // Where there is something to do, it is what the operator wants done in either case.
  const isHidden = isRecent && isOlder(value) && isDone(value);
  return { value, olderThan: isHidden ? last : undefined };
}

/** The last write that the API has acknowledged, and that was not undone. */
export const lastWritten = (kept: readonly Kept[]): Kept | undefined =>
  kept.findLast(({ progress, undoneAt }) => progress !== 'begun' && undoneAt === undefined);

/** Why nothing is written while the API answers an older copy. */
export function stillOlder(
  { by, keptAt, progress }: Kept,
  { kind }: Pick<Subject, 'kind'>,
  readBackTimeout: Timeout,
): string {
  const write = `"${by}" of ${keptAt}`;
  const looked = `for ${String(readBackTimeout.ms / 1000)} s the API answered what was there before`;
  const why =
    progress === 'begun'
      ? `It is NOT KNOWN YET whether ${write} was made: ${looked}. It was not made, or this is an older copy.`
      : `The ${kind} is NOT VISIBLE YET as ${write} has written it: ${looked}. This is an older copy, or it was put back by other means.`;
  return `${why} Nothing was written, and what is kept stays as it is. Run the same command again in a minute.`;
}
