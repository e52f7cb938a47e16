import { createAsk } from './ask.ts';
import type { Forward, ForwardHost, ForwardUrls } from './forward.ts';
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
 * @param to its host, https, public: `https://voice.example.com`; or, where it takes events at another host, both whole URLs. What is
 * wrong with them is said at synth
 */
export function forwardTo<const StepName extends string = never>(
  to: string,
  options?: ForwardOptions<StepName>,
): Forward<StepName>;
export function forwardTo<const StepName extends string = never>(
  to: ForwardUrls,
  options?: Pick<ForwardOptions<StepName>, 'next'>,
): Forward<StepName>;
export function forwardTo<const StepName extends string = never>(
  to: string | ForwardUrls,
  options: ForwardOptions<StepName> = {},
): Forward<StepName> {
  return forwardBy(createAsk(), to, options);
}

/** @param ask how it is asked: tests have another network */
export function forwardBy<const StepName extends string = never>(
  ask: Forward['ask'],
  to: string | ForwardUrls,
  { answer = '/webhooks/answer', event = '/webhooks/event', next }: ForwardOptions<StepName> = {},
): Forward<StepName> {
  const given = typeof to === 'object' ? to : { host: to, answer, event };
  const urls = 'host' in given ? onHost(given) : given;
  return {
    given,
    next,
    answerUrl: urls.answer,
    eventUrl: urls.event,
    ask,
    wrap: (ncco, wrapping) => wrap(ncco, urls.event, wrapping),
    open: openTarget,
  };
}

function onHost({ host, answer, event }: ForwardHost): ForwardUrls {
  const base = host.replace(/\/+$/, '');
  return { answer: `${base}${answer}`, event: `${base}${event}` };
}
