import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { lookUntil } from '../../kit/look-until.ts';
import { ApiError } from '../api/api-error.ts';
import { differences } from '../json/differences.ts';
import type { Difference } from '../json/differences.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { valueAt } from '../plan/plan-changes.ts';
import type { Subject } from './subject.ts';

/** What an application, or a number, is after a write, as far as it can be known. */
export type Written =
  | {
      readonly state: 'new';
      /** As read back. */
      readonly after: JsonObject;
      /** Values outside the plan, which the API filled in. */
      readonly added: readonly Difference[];
      /** What the API said instead of 200, where it said something else. */
      readonly despite: Error | undefined;
    }
  | {
      readonly state: 'old';
      readonly why: Error | undefined;
      readonly lost: readonly Difference[];
      /** Read back, every value as before; false only where the API refused the write, so that none was made. */
      readonly isReadBack: boolean;
      /** Nobody said that it is not made: it may be later. */
      readonly mayComeLate: boolean;
    }
  | {
      /** The API said that it wrote it, and answers an older copy still. */
      readonly state: 'not-visible';
      /** The plan; or, after a write that went wrong, the application as it was. */
      readonly wrote: 'plan' | 'former';
      readonly why: Error | undefined;
    }
  | {
      readonly state: 'other';
      readonly why: Error | undefined;
      /** From what was planned to what was found. */
      readonly found: readonly Difference[];
      /** Another hand wrote after us: what it did is not touched. */
      readonly byAnotherHand: boolean;
    }
  | { readonly state: 'unknown'; readonly why: Error };

interface Write {
  readonly subject: Pick<Subject, 'read' | 'write'>;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly io: Pick<Io, 'pause' | 'nowMs'>;
  /** For how long to look for what the API may answer only later: it may answer older copies. */
  readonly readBackTimeout: Timeout;
  /** Called when the API says that it has written the plan. Must not throw. */
  readonly onAcknowledged?: () => Promise<void>;
  /** Called when the first look shows no end. */
  readonly onWait?: () => void;
}

const EVERY_MS = 1_000;
/** A state that is neither the plan nor the former one is believed once it was seen so many times in a row. */
const LOOKS_IN_A_ROW = 3;

/**
 * Writes, whatever happens reads back until it shows or the time is over, and compares every value. What is neither the old
 * nor the new application is put back. Never throws: an application that was written must not be forgotten on the way.
 */
export async function writeAndCheck(write: Write): Promise<Written> {
  const { before, after } = write;
  const { answered, failed, isRefused } = await attempt(write, after);
  const isAcknowledged = answered !== undefined && isAsPlanned(after, before, answered);
  if (isAcknowledged) await write.onAcknowledged?.();
  const isNew = (seen: JsonObject): boolean => isAsPlanned(after, before, seen);
  const isWrong = inARow(
    (seen) => !isAcknowledged && !isSame(seen, before),
    (seen) => answered !== undefined && isSame(seen, answered),
  );
  const current = await lookAgain(write, (seen) => isNew(seen) || isWrong(seen), isRefused);
  if (!(current instanceof Error) && isNew(current))
    return { state: 'new', after: current, added: differences(after, current), despite: failed };
  const isAsBefore = !(current instanceof Error) && isSame(before, current);
  // Nothing was written, so there is nothing to put back: what differs is another hand's.
  if (isRefused || (isAsBefore && !isAcknowledged))
    return { state: 'old', why: failed, lost: [], isReadBack: isAsBefore, mayComeLate: !isRefused };
  if (current instanceof Error) return { state: 'unknown', why: failed ?? current };
  if (isAsBefore) return { state: 'not-visible', wrote: 'plan', why: undefined };
  const found = differences(after, current);
  // The API itself said that it wrote the whole of it: what is there now came later.
  if (isAcknowledged) return { state: 'other', why: failed, found, byAnotherHand: true };
  return putBack(write, found, failed);
}

async function putBack(write: Write, lost: readonly Difference[], why: Error | undefined): Promise<Written> {
  const { before, after } = write;
  const { answered, isRefused } = await attempt(write, before);
  const isBack = (seen: JsonObject): boolean => isAsPlanned(before, after, seen);
  const back = await lookAgain(write, isBack, isRefused);
  if (back instanceof Error) return { state: 'unknown', why: back };
  if (isBack(back)) return { state: 'old', why, lost, isReadBack: true, mayComeLate: false };
  if (answered !== undefined && isBack(answered)) return { state: 'not-visible', wrote: 'former', why };
  return { state: 'other', why, found: differences(before, back), byAnotherHand: false };
}

/** The API says that it did not write. An answer of 200 that is no JSON says nothing. */
const isRefusal = ({ status = 0 }: ApiError): boolean => status >= 300 && status < 500;

/**
 * What is not as planned. What neither the plan nor the application before it names is left out: it is the API's own, which
 * fills in defaults.
 */
export const notAsPlanned = (
  planned: JsonObject,
  from: JsonObject,
  found: JsonObject,
): readonly Difference[] =>
  differences(planned, found).filter(
    ({ path, before }) => before !== undefined || valueAt(from, path) !== undefined,
  );

/** Every planned value is there, and every removed one is gone. */
export const isAsPlanned = (planned: JsonObject, from: JsonObject, found: JsonObject): boolean =>
  notAsPlanned(planned, from, found).length === 0;

interface Attempted {
  /** What the API says that it is now, as far as it can be written. */
  readonly answered?: JsonObject;
  readonly failed?: Error;
  readonly isRefused: boolean;
}

async function attempt({ subject }: Write, value: JsonObject): Promise<Attempted> {
  try {
    const answered = await subject.write(value);
    return { isRefused: false, ...(answered === undefined ? {} : { answered }) };
  } catch (error) {
    return { failed: error as Error, isRefused: error instanceof ApiError && isRefusal(error) };
  }
}

/** Whether a state that may be wrong is so for certain, or was seen often enough, one look after the other. */
function inARow(
  mayBe: (seen: JsonObject) => boolean,
  isCertain: (seen: JsonObject) => boolean,
): (seen: JsonObject) => boolean {
  let times = 0;
  let last: JsonObject | undefined;
  return (seen) => {
    if (!mayBe(seen)) times = 0;
    else times = last !== undefined && isSame(last, seen) ? times + 1 : 1;
    last = seen;
    return times > 0 && (isCertain(seen) || times === LOOKS_IN_A_ROW);
  };
}

/** The application as it is, looked at until it is so, or the time is over; once where nothing can have been written. */
function lookAgain(
  { subject, io, readBackTimeout, onWait }: Write,
  isSo: (found: JsonObject) => boolean,
  isOnce: boolean,
): Promise<JsonObject | Error> {
  let isFirst = true;
  return lookUntil<JsonObject | Error>(
    () => subject.read().catch((error: unknown) => error as Error),
    (found) => !(found instanceof Error) && isSo(found),
    {
      timeoutMs: isOnce ? 0 : readBackTimeout.ms,
      everyMs: EVERY_MS,
      nowMs: io.nowMs,
      pause: (ms) => {
        if (isFirst) onWait?.();
        isFirst = false;
        return io.pause(ms);
      },
    },
  );
}
