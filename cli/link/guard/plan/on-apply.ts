import { COMMON_FLOW, isForwarding } from '../../../kit/application-flows.ts';
import { CommandError } from '../../../kit/command-error.ts';
import type { JsonObject } from '../../json/lossless-json.ts';
import type { Plan } from '../../plan/plan-changes.ts';
import type { Target } from '../../plan/target.ts';
import { linkedWebhooks } from '../../verify/linked-webhooks.ts';
import type { LinkedWebhook } from '../../verify/linked-webhooks.ts';
import { checkMethod } from './check-application.ts';
import { forwardLine, isRead, isSameUrl } from './check-call-flow.ts';
import { ownWebhooks } from './own-webhooks.ts';

/** What becomes of the application's own server, where the call flow passes callbacks on. */
export function notesOnForwarding(
  application: JsonObject,
  { outputs, flows }: Pick<Target, 'outputs' | 'flows'>,
): readonly string[] {
  if (!isRead(flows))
    return [
      `It is not known whether the call flow passes callbacks on to an application: ${COMMON_FLOW} could not be loaded. ${flows.message}`,
    ];
  if (!flows.some(isForwarding)) return [];
  const own = ownWebhooks(application, outputs, []);
  if (own.isGuarded) return [];
  return [own.answer, own.event].flatMap((webhook) => {
    if (webhook === undefined) return [];
    const [problem] = isForwardedTo(webhook, flows) ? checkMethod(webhook) : [];
    if (problem !== undefined)
      return [`TO FIX before "apply": ${webhook.webhook}: ${problem.text} → ${problem.fix ?? ''}`];
    return isForwardedTo(webhook, flows)
      ? []
      : [
          `${webhook.webhook} is ${webhook.address} now, and the call flow passes callbacks on to another URL: this one gets no more. Where it should, write: ${forwardLine(own) ?? ''}`,
        ];
  });
}

/**
 * The plan, unless its application would get callbacks by POST at a URL that takes GET.
 * @throws CommandError
 */
export function mustBeForwardable<P extends Plan>(plan: P, flows: Target['flows']): P {
  if (!isRead(flows)) return plan;
  const problems = linkedWebhooks(plan.before)
    .filter(({ webhook }) => webhook !== 'fallback_answer_url')
    .filter((webhook) => isForwardedTo(webhook, flows))
    .flatMap((webhook) => checkMethod(webhook));
  if (problems.length === 0) return plan;
  throw new CommandError(
    [
      'Expected an application that the call flow can pass callbacks on to, found what is TO FIX first. Nothing was written.',
      ...problems.map(({ about, text, fix = '' }) => `  ${about}: ${text}. To fix this: ${fix}.`),
    ].join('\n'),
  );
}

const isForwardedTo = (
  { webhook, address }: LinkedWebhook,
  flows: Exclude<Target['flows'], CommandError>,
): boolean =>
  flows
    .filter(isForwarding)
    .some(({ forward }) =>
      isSameUrl(address, webhook === 'event_url' ? forward.eventUrl : forward.answerUrl),
    );
