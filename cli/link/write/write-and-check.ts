import { lookUntil } from '../../kit/look-until.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import { differences } from '../json/differences.ts';
import type { Difference } from '../json/differences.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { valueAt, writable } from '../plan/plan-changes.ts';

/** What the application is after a write, as far as it can be known. */
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
      /** Nobody said that it is not made: it may be later, or an API that answers from copies does not show it yet. */
      readonly mayComeLate: boolean;
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
  readonly api: ApplicationsApi;
  readonly applicationId: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly pause: (ms: number) => Promise<void>;
}

/** A write that was cut off may still be made; so an old application is looked at again. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 1_000;

/**
 * Writes, whatever happens reads back, and compares every value. What is neither the old nor the new application is put
 * back. Never throws: an application that was written must not be forgotten on the way.
 */
export async function writeAndCheck(write: Write): Promise<Written> {
  const { before, after } = write;
  const { answered, failed } = await attempt(write, after);
  const isRefused = failed instanceof ApiError && isRefusal(failed);
  const current = await lookAgain(write, (found) => isAsPlanned(after, before, found), isRefused ? 1 : LOOKS);
  if (!(current instanceof Error) && isAsPlanned(after, before, current))
    return { state: 'new', after: current, added: differences(after, current), despite: failed };
  const isAsBefore = !(current instanceof Error) && differences(before, current).length === 0;
  // Nothing was written, so there is nothing to put back: what differs is another hand's.
  if (isRefused || isAsBefore)
    return { state: 'old', why: failed, lost: [], isReadBack: isAsBefore, mayComeLate: !isRefused };
  if (current instanceof Error) return { state: 'unknown', why: failed ?? current };

  const found = differences(after, current);
  // The API itself said that it wrote the whole of it: what is there now came later.
  if (answered !== undefined && isAsPlanned(after, before, writable(answered)))
    return { state: 'other', why: failed, found, byAnotherHand: true };

  await attempt(write, before);
  const back = await lookAgain(write, (seen) => isAsPlanned(before, after, seen), LOOKS);
  if (back instanceof Error) return { state: 'unknown', why: back };
  if (isAsPlanned(before, after, back))
    return { state: 'old', why: failed, lost: found, isReadBack: true, mayComeLate: false };
  return { state: 'other', why: failed, found: differences(before, back), byAnotherHand: false };
}

/** The API says that it did not write. An answer of 200 that is no JSON says nothing. */
const isRefusal = ({ status = 0 }: ApiError): boolean => status >= 300 && status < 500;

/**
 * Every planned value is there, and every removed one is gone. What neither the plan nor the application before it
 * names is the API's own: it fills in defaults.
 */
const isAsPlanned = (planned: JsonObject, from: JsonObject, found: JsonObject): boolean =>
  differences(planned, found).every(
    ({ path, before }) => before === undefined && valueAt(from, path) === undefined,
  );

async function attempt(
  { api, applicationId }: Write,
  application: JsonObject,
): Promise<{ readonly answered?: JsonObject | undefined; readonly failed?: Error }> {
  try {
    return { answered: await api.writeApplication(applicationId, application) };
  } catch (error) {
    return { failed: error as Error };
  }
}

/** The application as it is, looked at until it is so, or so many times. */
const lookAgain = (
  { api, applicationId, pause }: Write,
  isSo: (found: JsonObject) => boolean,
  times: number,
): Promise<JsonObject | Error> =>
  lookUntil<JsonObject | Error>(
    () =>
      api
        .readApplication(applicationId)
        .then(writable)
        .catch((error: unknown) => error as Error),
    (found) => !(found instanceof Error) && isSo(found),
    { times, everyMs: BETWEEN_LOOKS_MS, pause },
  );
