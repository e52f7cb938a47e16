import { ofType } from '../../contracts/call-history/records.ts';
import type { Checker, Problem } from './checker.ts';
import { eventIdentity } from './event-identity.ts';

/** The statuses with which an application refuses a callback. */
const REFUSED: readonly number[] = [400, 401, 403];

/**
 * The application behind a guard never refuses a callback that Vonage has sent: its own check of signature and `payload_hash` holds. Where
 * nothing keeps it from answering, every callback of its calls has reached it.
 */
export const theApplicationGetsItsCallbacks: Checker = {
  name: 'the-application-gets-its-callbacks',
  check: (history, { calls }) => {
    const asked = ofType(history, 'application-asked');
    const refused = asked
      // Of no call: signed by the drill, perhaps with a secret of a rotation that the application does not have.
      .filter(({ call, status }) => call !== '' && status !== undefined && REFUSED.includes(status))
      .map(({ call, path, status }): Problem => ({
        call,
        text: `the application refused a callback at ${withoutQuery(path)} with ${String(status)}`,
      }));
    const reached = new Set(asked.map(({ payload }) => eventIdentity(payload)));
    const expected = new Set(
      calls.flatMap(({ call, isTheApplications }) => (isTheApplications ? [call] : [])),
    );
    const missing = ofType(history, 'request')
      .filter(({ call, payload }) => expected.has(call) && !reached.has(eventIdentity(payload)))
      .map(({ call, kind, event }): Problem => ({
        call,
        text: `expected that the application gets each callback of its calls; it never got ${event === undefined ? `the ${kind} request` : `the event ${event}`}`,
      }));
    const isUnasked = expected.size > 0 && asked.length === 0;
    return {
      problems: [...refused, ...missing],
      ...(isUnasked && { unknown: 'expected callbacks at the application; found none' }),
    };
  },
};

const withoutQuery = (path: string): string => path.split('?')[0] ?? path;
