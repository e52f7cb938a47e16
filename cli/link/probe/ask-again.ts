import type { HttpAnswer } from '../../kit/send-http.ts';

/** A URL that was asked until it answered well, or often enough. */
export interface AskedAgain {
  /** The last one. */
  readonly answer: HttpAnswer;
  /** Those before it, none of which was well. */
  readonly before: readonly HttpAnswer[];
}

/**
 * One try is a cold start as likely as not; the second finds the environment that the first one has started. A region that
 * fails three times in a row does not answer.
 */
const MOST_TRIES = 3;

/** Asks again while the answer is not well. Never rejects. */
export async function askAgain(
  ask: () => Promise<HttpAnswer>,
  isWell: (answer: HttpAnswer) => boolean,
  earlier: readonly HttpAnswer[] = [],
): Promise<AskedAgain> {
  const answer = await ask();
  const isOver = answer.kind === 'failed' && answer.code === 'interrupted';
  if (isWell(answer) || isOver || earlier.length + 1 >= MOST_TRIES) return { answer, before: earlier };
  return askAgain(ask, isWell, [...earlier, answer]);
}

/** What another try may change: no connection, no answer, too many requests, or a server in trouble. */
export const mayHeal = (answer: HttpAnswer): boolean =>
  answer.kind === 'answered'
    ? answer.status === 429 || answer.status >= 500
    : answer.phase === 'connect' || answer.phase === 'response';
