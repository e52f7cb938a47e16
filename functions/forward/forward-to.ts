import { createAsk } from './ask.ts';
import type { Forward } from './forward.ts';
import { openTarget } from './target.ts';
import { wrap } from './wrap.ts';

export interface ForwardOptions<StepName extends string> {
  /** Path of the application's answer URL; `/webhooks/answer` by default, as in Vonage's guides. */
  readonly answer?: string;
  /** Path of its event URL; `/webhooks/event` by default. */
  readonly event?: string;
  /** The step that takes over where the application fails in the middle of a call. Without it the person. */
  readonly next?: StepName;
}

/**
 * Passes callbacks on to an application that exists (docs/call-flows.md). Where it fails, the call flow's own `start` and steps answer.
 * @param url https, public: `https://voice.example.com`. What is wrong with it is said at synth
 */
export const forwardTo = <const StepName extends string = never>(
  url: string,
  options: ForwardOptions<StepName> = {},
): Forward<StepName> => forwardBy(createAsk(), url, options);

/** @param ask how it is asked: tests have another network */
export function forwardBy<const StepName extends string = never>(
  ask: Forward['ask'],
  url: string,
  { answer = '/webhooks/answer', event = '/webhooks/event', next }: ForwardOptions<StepName> = {},
): Forward<StepName> {
  const base = url.replace(/\/+$/, '');
  const eventUrl = `${base}${event}`;
  return {
    url,
    answer,
    event,
    next,
    answerUrl: `${base}${answer}`,
    eventUrl,
    ask,
    wrap: (ncco, wrapping) => wrap(ncco, eventUrl, wrapping),
    open: openTarget,
  };
}
