import { below, type NccoProblem } from '../../ncco/problem.ts';

const BOTH_GONE = 'a static NCCO is heard when both regions are gone';

/** Actions that mean something only if a webhook answers (NCCO reference). */
const NEEDS_AN_ANSWER: Readonly<Record<string, string>> = {
  input: 'no webhook is left to answer what the caller enters',
  notify: 'no webhook is left to notify',
  pay: 'no webhook is left to hear of the payment',
};

/** Options, at any depth of an action, that name a webhook. */
const NAMES_A_WEBHOOK = ['eventUrl', 'eventMethod', 'onAnswer'];

/**
 * What in a static NCCO depends on a webhook. An error is what waits for one that cannot answer; a warning is what works
 * without, and is lost with the event that tells of it.
 * @param ncco plain JSON; what is no list of actions has none
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
          `no "${String(name)}" (${BOTH_GONE}: ${why})`,
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
      return [
        problem(
          'error',
          here,
          `no ${key} (${BOTH_GONE}: no webhook is left to answer)`,
          JSON.stringify(each),
        ),
      ];
    if (key === 'eventType' && each === 'synchronous')
      return [
        problem(
          'error',
          here,
          `no "synchronous" (${BOTH_GONE}: no webhook is left that could say what comes instead; the next action does)`,
          JSON.stringify(each),
        ),
      ];
    // Free text of the user: not an option.
    return key === 'headers' || key === 'payload' ? [] : webhooksIn(each, here);
  });
}

/** A recording is made, and the event that tells where it is goes to the regions that are gone. */
function lostWithItsEvent(action: unknown, path: string): readonly NccoProblem[] {
  const isRecord = member(action, 'action') === 'record';
  if (!isRecord && member(action, 'record') !== true) return [];
  return [
    problem(
      'warning',
      below(path, isRecord ? 'action' : 'record'),
      `no recording (${BOTH_GONE}: the event that names the recording is lost, so that "npm run voicemails" does not find it)`,
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
