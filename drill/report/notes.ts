import type { HandlerTimes } from '../run/measure-handlers.ts';
import { duration } from './in-words.ts';

/** The webhook handlers that did not pass, and why; empty where all did. */
export function handlersInWords(handlers: readonly HandlerTimes[]): string {
  return handlers.flatMap((handler) => (handler.verdict === 'pass' ? [] : inWords(handler))).join('\n');
}

function inWords({ route, verdict, emptyMs, tookMs, limitMs }: HandlerTimes): readonly string[] {
  const times =
    `it took ${duration(tookMs)}, an empty function in its place ${duration(emptyMs)}; ` +
    `expected ${duration(limitMs)} at most (medians)`;
  return verdict === 'fail'
    ? [`the webhook handler /${route}: fail`, `  ${times}`]
    : [
        `the webhook handler /${route}: unknown. Nothing was found wrong; it could not be measured.`,
        `  ${times}; by the clock it took longer, while a process waited for a core`,
      ];
}

/** What the call flow asks of callers and no webhook answers; empty where there is none. */
export const unansweredInWords = (unanswered: readonly string[]): string =>
  unanswered.length === 0
    ? ''
    : [
        'The call flow asks for something that no webhook answers (a warning; the platform runs it):',
        ...unanswered.map((each) => `  ${each}`),
      ].join('\n');
