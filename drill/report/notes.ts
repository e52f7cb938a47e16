import type { HandlerTimes } from '../run/measure-handlers.ts';
import { duration } from './in-words.ts';

/** Why webhook handlers failed or could not be measured; empty if every handler passed. */
export function handlersInWords(handlers: readonly HandlerTimes[]): string {
  return handlers.flatMap((handler) => (handler.verdict === 'pass' ? [] : inWords(handler))).join('\n');
}

function inWords({ route, verdict, emptyMs, tookMs, limitMs }: HandlerTimes): readonly string[] {
  const times =
    `expected at most ${duration(limitMs)}, found ${duration(tookMs)} ` +
    `(medians; an empty function in its place took ${duration(emptyMs)})`;
  return verdict === 'fail'
    ? [`webhook handler /${route}: fail, too slow`, `  ${times}`]
    : [
        `webhook handler /${route}: unknown. It could not be measured, because this machine was busy.`,
        `  ${times}; with the time that processes waited for a CPU core it took longer`,
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
