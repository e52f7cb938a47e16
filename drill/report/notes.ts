import type { HandlerTimes } from '../run/measure-handlers.ts';
import { duration } from './in-words.ts';
import type { ScenarioResult } from './result.ts';

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
  applicationMs,
  limitMs,
}: HandlerTimes): readonly string[] {
  const application =
    applicationMs === undefined
      ? ''
      : `, what the application takes when it is asked directly (${duration(applicationMs)})`;
  const limit =
    `${duration(limitMs)}: what an empty function takes in its place (${duration(emptyMs)})${application} ` +
    `and ${duration(limitMs - emptyMs - (applicationMs ?? 0))} more`;
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

/** Questions of the application at which callers hung up; empty if there are none. */
export function askedInVainInWords(scenarios: readonly Pick<ScenarioResult, 'askedInVain'>[]): string {
  const found = scenarios.flatMap(({ askedInVain = [] }) => askedInVain);
  const pressAt = Map.groupBy(found, ({ path }) => path);
  if (pressAt.size === 0) return '';
  return [
    'Note: callers had nothing to press at a question of your application, heard it again and hung up. What follows it was not drilled:',
    ...[...pressAt].map(([path, those]) => {
      const scripts = [...new Set(those.map(({ press }) => press))];
      return `  POST ${path}: callers who press ${scripts.join(', or ')} from the beginning`;
    }),
    '  To drill what follows: --press with an entry for each question, in their order (docs/drill.md).',
  ].join('\n');
}

/** Actions of the call flow whose events no webhook handles; empty if there are none. */
export const unansweredInWords = (unanswered: readonly string[]): string =>
  unanswered.length === 0
    ? ''
    : [
        'Warning: the call flow has actions whose events no webhook handles. Vonage runs them all the same:',
        ...unanswered.map((each) => `  ${each}`),
      ].join('\n');
