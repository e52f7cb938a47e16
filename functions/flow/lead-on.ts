import type { Ncco, NccoAction } from '../../ncco/ncco.ts';
import { type NccoProblem, below, describe } from '../../ncco/problem.ts';
import { EVENT_URL_CHARACTERS, STATE_BYTES } from '../../contracts/call-flow-limits.ts';
import { stateUrl } from '../../contracts/state-url.ts';
import type { CallFlow } from '../define-flow.ts';
import { connectsSocket, eachAction } from '../ladder/connect-action.ts';
import { isAsynchronous } from '../../ncco/schema/input.ts';
import { type CallIds, type CallState, writeCallState } from './call-state.ts';

/** Where a call is. */
export interface Position {
  readonly flow: Pick<CallFlow, 'name' | 'version' | 'steps' | 'knownAs'>;
  /** What an action without a state of its own carries on. */
  readonly state: unknown;
  /** Of the next step. */
  readonly number: number;
  readonly startedAtS: number;
  readonly ids: CallIds;
  readonly eventUrl: string;
  /** The signature secret that both regions know; undefined while none is configured. */
  readonly secret: string | undefined;
  /** The question is asked once more by this NCCO: it is not repeated again. */
  readonly isRepeated: boolean;
}

/** An action leads on, and no secret is known that its state could be sealed with. */
export class NoSecretError extends Error {
  override readonly name = 'NoSecretError';
}

/** Mistakes in what a call flow says of the steps that follow. */
export class LeadsNowhereError extends Error {
  override readonly name = 'LeadsNowhereError';
  readonly problems: readonly NccoProblem[];

  constructor(problems: readonly NccoProblem[]) {
    super('An action leads to no step.');
    this.problems = problems;
  }
}

/** Whether an action leads on to a step. */
export const leadsOn = (action: unknown): boolean => nextOf(action) !== undefined;

const nextOf = (action: unknown): unknown =>
  typeof action === 'object' && action !== null ? (action as NccoAction)['next'] : undefined;

/**
 * Writes `next` and `state` of each action into its event URL.
 * @throws LeadsNowhereError, NoSecretError
 */
export function leadOn(ncco: Ncco, position: Position): Ncco {
  const problems: NccoProblem[] = [];
  let index = -1;
  const led = eachAction(ncco, (action) => {
    index += 1;
    if (!leadsOn(action)) return action;
    const path = below('$', index);
    const found = problemsOf(action, path, position);
    problems.push(...found);
    return found.length > 0
      ? action
      : withStateUrl(action, path, questionAt(ncco, index), position, problems);
  });
  if (problems.length > 0) throw new LeadsNowhereError(problems);
  return led;
}

const LEADING: readonly string[] = ['input', 'notify', 'connect'];

function problemsOf(
  action: NccoAction,
  path: string,
  { flow, secret, state }: Position,
): readonly NccoProblem[] {
  const problem = (option: string, expected: string, found: string): readonly NccoProblem[] => [
    { severity: 'error', path: below(path, option), expected, found },
  ];
  const next = action['next'];
  if (!LEADING.includes(action.action))
    return problem(
      'next',
      `no next on ${action.action}, whose event takes no NCCO: put notify({ next: … }) behind it`,
      describe(next),
    );
  if (connectsSocket(action))
    return problem(
      'next',
      'no next on a WebSocket, whose events the rungs answer: put notify({ next: … }) behind it',
      describe(next),
    );
  if (action.action === 'input' && isAsynchronous(action['mode']))
    return problem(
      'next',
      'no next on an input whose mode is asynchronous: each key is reported, and the NCCO goes on at once',
      describe(next),
    );
  if (typeof next !== 'string' || !Object.hasOwn(flow.steps, next))
    return problem('next', `a step of the call flow: ${inWords(Object.keys(flow.steps))}`, describe(next));
  if (secret === undefined)
    throw new NoSecretError('No signature secret is known, which the state of a call is sealed with.');
  const own = action['state'];
  const { text, bytes } = asJson(own === undefined ? state : own);
  if (text === undefined && own !== undefined) return problem('state', 'plain JSON', describe(own));
  if (bytes > STATE_BYTES)
    return problem('state', `at most ${String(STATE_BYTES)} bytes of JSON`, `${String(bytes)} bytes`);
  return [];
}

const inWords = (names: readonly string[]): string =>
  names.length === 0 ? 'it has none' : names.map((name) => `"${name}"`).join(', ');

function asJson(state: unknown): { readonly text: string | undefined; readonly bytes: number } {
  try {
    const text: string | undefined = JSON.stringify(state);
    return { text, bytes: text === undefined ? 0 : Buffer.byteLength(text) };
  } catch {
    return { text: undefined, bytes: 0 };
  }
}

function withStateUrl(
  { next, state: own, ...action }: NccoAction,
  path: string,
  question: Ncco | undefined,
  { flow, state, number, startedAtS, ids, eventUrl, secret = '', isRepeated }: Position,
  problems: NccoProblem[],
): NccoAction {
  const step = next as string;
  const urlWith = (repeated: Ncco | undefined): string => {
    const callState: CallState = {
      flowName: flow.name,
      version: flow.version,
      steps: [step, ...(flow.knownAs[step] ?? [])],
      state: own === undefined ? state : own,
      number,
      startedAtS,
      ids,
      question: repeated,
    };
    return stateUrl(eventUrl, writeCallState(callState, secret));
  };
  const whole = urlWith(isRepeated ? undefined : question);
  // A question that does not fit is not repeated: the person follows where its step fails.
  const url = whole.length < EVENT_URL_CHARACTERS ? whole : urlWith(undefined);
  if (url.length >= EVENT_URL_CHARACTERS)
    problems.push({
      severity: 'error',
      path: below(path, 'state'),
      expected: `an event URL of less than ${String(EVENT_URL_CHARACTERS)} characters: a smaller state`,
      found: `${String(url.length)} characters`,
    });
  return {
    ...action,
    action: action['action'] as string,
    ...(action['action'] === 'connect' ? { eventType: 'synchronous' } : {}),
    eventUrl: [url],
    eventMethod: 'POST',
  };
}

/** The input at this place, with the words directly before it; where it leads is in the state. */
function questionAt(ncco: Ncco, index: number): Ncco | undefined {
  const asked = ncco[index];
  if (asked?.action !== 'input') return undefined;
  const before = ncco.slice(0, index);
  const from = before.findLastIndex(({ action }) => action !== 'talk' && action !== 'stream') + 1;
  const input = Object.fromEntries(
    Object.entries(asked).filter(([name]) => name !== 'next' && name !== 'state'),
  );
  return [...before.slice(from), input as NccoAction];
}
