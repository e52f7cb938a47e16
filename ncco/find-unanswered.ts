import { below, describe, type NccoProblem } from './problem.ts';
import { isObject, type Json } from './schema/options.ts';

const NO_EVENT_URL = "which goes to the application's event URL (/event), whose answer is no NCCO";

/**
 * Actions whose event wants an NCCO (webhook reference: input, connect) and goes to the application's
 * event URL, where this project's `/event` keeps it and answers nothing. The platform then goes on with the next action. An
 * `eventUrl` is somebody's own webhook: what that answers is not known here.
 * @param ncco any value; what is no NCCO has none
 * @returns warnings only: such an NCCO is valid, and may be meant so
 */
export const findUnanswered = (ncco: unknown): readonly NccoProblem[] =>
  Array.isArray(ncco)
    ? ncco.flatMap((action: unknown, index) => {
        const what = isObject(action) && !('eventUrl' in action) ? whatIsSent(action) : undefined;
        if (what === undefined) return [];
        const then =
          index === ncco.length - 1
            ? 'then nothing is left to play, and the call ends'
            : `then ${below('$', index + 1)} is played, whatever was sent`;
        return [
          {
            severity: 'warning' as const,
            path: below(below('$', index), 'eventUrl'),
            expected: `a webhook of your own that answers with an NCCO, for ${what}, ${NO_EVENT_URL}: ${then}`,
            found: describe(undefined),
          },
        ];
      })
    : [];

function whatIsSent(action: Json): string | undefined {
  // Asynchronous: each digit is reported, and no answer is wanted.
  if (action['action'] === 'input')
    return /^asynch?ronous$/.test(String(action['mode'])) ? undefined : 'what the caller enters or says';
  return action['action'] === 'connect' && action['eventType'] === 'synchronous'
    ? 'a leg that is not answered'
    : undefined;
}
