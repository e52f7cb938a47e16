import { createHash } from 'node:crypto';
import type { Call } from '../../contracts/call.ts';
import type { OutboundSettings } from '../../contracts/function-settings.ts';

/** Over how many seconds callers are spread where no peak is declared; longer each time that this was too short. */
const UNDECLARED_SECONDS = 10;
/** No wait is shorter, so that it ends in another second of the account's limit. */
const SHORTEST_SECONDS = 1;
/** A person takes this many times as many callers as there are lines: some hang up, and not all call at the peak. */
const CALLERS_A_LINE = 3;

/**
 * How long this caller waits until the next leg, seconds: 1 to the time in which the account can connect everybody, chosen by
 * the conversation's id. So callers who were refused in one second come back in different ones, without a store, and in
 * either region alike. Undefined: no wait is needed (no limit), or there is no time for one.
 * @param nth 1 for the call's first wait; each one may be twice as long as the one before
 * @param leftSeconds the wait ends before that
 */
export function waitSecondsOf(
  call: Pick<Call, 'conversationUuid' | 'uuid'>,
  nth: number,
  { callsPerSecond, peakCalls }: OutboundSettings,
  leftSeconds: number,
): number | undefined {
  if (callsPerSecond === null || leftSeconds < SHORTEST_SECONDS) return undefined;
  const first = peakCalls === null ? UNDECLARED_SECONDS : peakCalls / callsPerSecond;
  const longest = Math.min(Math.max(first * 2 ** (nth - 1), SHORTEST_SECONDS), leftSeconds);
  const seconds = SHORTEST_SECONDS + placeOf(call, `wait ${nth}`) * (longest - SHORTEST_SECONDS);
  return Math.round(seconds * 10) / 10;
}

/**
 * Whether this caller is one of those whom the person may be able to take when everybody is sent there. The others leave a
 * message at once: a call to a busy line would cost an outbound leg that brings another caller back to the bot.
 */
export function mayReachPerson(
  call: Pick<Call, 'conversationUuid' | 'uuid'>,
  { peakCalls, personLines }: OutboundSettings,
): boolean {
  if (peakCalls === null || personLines === null) return true;
  return placeOf(call, 'person') < (personLines * CALLERS_A_LINE) / peakCalls;
}

/** A number from 0 to 1 (exclusive), evenly spread over conversations. Some events give the id without `CON-`. */
function placeOf(
  { conversationUuid, uuid }: Pick<Call, 'conversationUuid' | 'uuid'>,
  purpose: string,
): number {
  const id = (conversationUuid ?? uuid ?? '').replace(/^CON-/i, '').toLowerCase();
  return placeIn(`${id} ${purpose}`);
}

/** A number from 0 to 1 (exclusive), evenly spread over texts. */
export const placeIn = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
