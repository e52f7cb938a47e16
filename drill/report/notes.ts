import type { HandlerTimes } from '../run/measure-handlers.ts';
import { duration } from './in-words.ts';

/** Why webhook handlers failed or could not be measured; empty if every handler passed. */
export function handlersInWords(handlers: readonly HandlerTimes[]): string {
  return handlers.flatMap((handler) => (handler.verdict === 'pass' ? [] : inWords(handler))).join('\n');
}

function inWords({
  route,
  verdict,
  emptyMs,
  tookMs,
  byTheClockMs,
  limitMs,
}: HandlerTimes): readonly string[] {
  const limit =
    `${duration(limitMs)}: what an empty function takes in its place (${duration(emptyMs)}) ` +
    `and ${duration(limitMs - emptyMs)} more`;
  return verdict === 'fail'
    ? [
        `webhook handler /${route}: fail, too slow`,
        `  expected a warm request within ${limit}`,
        `  found ${duration(tookMs)} (median, without the time that processes waited for a CPU core)`,
      ]
    : [
        `webhook handler /${route}: unknown, because this machine was busy`,
        `  expected a warm request within ${limit}`,
        `  found ${duration(byTheClockMs)} by the clock (median), and ${duration(tookMs)} without the time that processes waited for a CPU core:`,
        '  the waits alone may have made it slow',
      ];
}

/** Actions of the call flow whose events no webhook handles; empty if there are none. */
export const unansweredInWords = (unanswered: readonly string[]): string =>
  unanswered.length === 0
    ? ''
    : [
        'Warning: the call flow has actions whose events no webhook handles. Vonage runs them all the same:',
        ...unanswered.map((each) => `  ${each}`),
      ].join('\n');
