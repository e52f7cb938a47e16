import { below, describe, type NccoProblem } from './problem.ts';
import { isObject, type Json } from './schema/options.ts';

const NO_EVENT_URL = "which goes to the application's event URL (/event), whose answer is no NCCO";

/**
 * Actions whose event wants an NCCO (webhook reference: input, connect) and goes to the application's
 * event URL, where this project's `/event` journals it and sends no NCCO. Vonage then continues with the next action. An
 * action with its own `eventUrl` is skipped: the reply of another webhook is unknown here.
 * @param ncco any value; a value that is not an NCCO has no such actions
 * @returns warnings only: such an NCCO is valid and may be intended
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
