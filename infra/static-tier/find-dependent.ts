import { below, type NccoProblem } from '../../ncco/problem.ts';

const BOTH_DOWN = 'a static NCCO is played when both regions are down';

/** Actions that mean something only if a webhook answers (NCCO reference). */
const NEEDS_AN_ANSWER: Readonly<Record<string, string>> = {
  input: 'no webhook answers what the caller enters',
  notify: 'no webhook can be notified',
  pay: 'no webhook receives the result of the payment',
};

/** Options, at any depth of an action, that name a webhook. */
const NAMES_A_WEBHOOK = ['eventUrl', 'eventMethod', 'onAnswer'];

/**
 * Finds what in a static NCCO depends on a webhook. Error: an action that waits for a webhook's answer. Warning: an action
 * that works, but whose result is known only from an event that is lost.
 * @param ncco plain JSON; anything but a list of actions has no problems
 */
export function findDependent(ncco: unknown): readonly NccoProblem[] {
  if (!Array.isArray(ncco)) return [];
  return ncco.flatMap((action: unknown, index) => {
    const path = below('$', index);
    const name = member(action, 'action');
    const why = typeof name === 'string' && Object.hasOwn(NEEDS_AN_ANSWER, name) && NEEDS_AN_ANSWER[name];
    if (why)
      return [
        problem(
          'error',
          below(path, 'action'),
          `no "${String(name)}" (${BOTH_DOWN}: ${why})`,
          `"${String(name)}"`,
        ),
      ];
    return [...webhooksIn(action, path), ...lostWithItsEvent(action, path)];
  });
}

function webhooksIn(value: unknown, path: string): readonly NccoProblem[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => webhooksIn(each, below(path, index)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = below(path, key);
    if (NAMES_A_WEBHOOK.includes(key))
      return [problem('error', here, `no ${key} (${BOTH_DOWN}: no webhook answers)`, JSON.stringify(each))];
    if (key === 'eventType' && each === 'synchronous')
      return [
        problem(
          'error',
          here,
          `no "synchronous" (${BOTH_DOWN}: no webhook answers with another NCCO, so the next action follows)`,
          JSON.stringify(each),
        ),
      ];
    // Free text of the user, no options.
    return key === 'headers' || key === 'payload' ? [] : webhooksIn(each, here);
  });
}

/** The recording is made, but the event with its URL is sent to regions that are down. */
function lostWithItsEvent(action: unknown, path: string): readonly NccoProblem[] {
  const isRecord = member(action, 'action') === 'record';
  if (!isRecord && member(action, 'record') !== true) return [];
  return [
    problem(
      'warning',
      below(path, isRecord ? 'action' : 'record'),
      `no recording (${BOTH_DOWN}: the event that names the recording is lost, so that "npm run voicemails" does not find it)`,
      isRecord ? '"record"' : 'true',
    ),
  ];
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

const problem = (
  severity: NccoProblem['severity'],
  path: string,
  expected: string,
  found: string,
): NccoProblem => ({ severity, path, expected, found });
