import { COMMON_FLOW, callsOf, isForwarding } from '../../../kit/application-flows.ts';
import type { ApplicationFlow } from '../../../kit/application-flows.ts';
import type { CommandError } from '../../../kit/command-error.ts';
import type { Forwards } from '../../../kit/forwards.ts';
import type { Target } from '../../plan/target.ts';
import type { OwnWebhooks } from './own-webhooks.ts';
import { note, ok, toFix } from './row.ts';
import type { Row } from './row.ts';

/** Of forwardTo, where none is given. */
const DEFAULT_PATHS = { answer: '/webhooks/answer', event: '/webhooks/event' };

/**
 * The line that passes these webhooks on: what is as forwardTo has it anyway is left out.
 * @param next the step that takes over in mid-call, of the call flow as it is
 */
export function forwardLine({ answer, event }: OwnWebhooks, next?: string): string | undefined {
  if (answer === undefined) return undefined;
  const { origin } = new URL(answer.address);
  if (event !== undefined && new URL(event.address).origin !== origin) {
    const urls = `{ answer: '${answer.address}', event: '${event.address}' }`;
    return `forward: forwardTo(${urls}${next === undefined ? '' : `, { next: '${next}' }`}),`;
  }
  const paths = { answer: pathOf(answer.address), ...(event && { event: pathOf(event.address) }) };
  const named = Object.entries({ ...paths, ...(next !== undefined && { next }) }).filter(
    ([name, value]) => value !== DEFAULT_PATHS[name as keyof typeof DEFAULT_PATHS],
  );
  const options = named.map(([name, value]) => `${name}: '${value}'`).join(', ');
  return `forward: forwardTo('${origin}'${options === '' ? '' : `, { ${options} }`}),`;
}

const pathOf = (address: string): string => {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
};

/** Whether one of the application's call flows passes callbacks on to just these URLs; what the others do is to be known. */
export function checkCallFlow(own: OwnWebhooks, flows: Target['flows']): readonly Row[] {
  if (own.answer === undefined) return [];
  if (!isRead(flows)) return [toFix(COMMON_FLOW, flows.message, fixWith(own))];
  const forwarding = flows.filter(isForwarding);
  if (forwarding.length === 0)
    return flows.map(({ where }) =>
      toFix(where, 'expected a call flow that forwards to the application, found none', fixWith(own)),
    );
  const isGuarding = forwarding.some(({ forward }) => otherUrls(own, forward).length === 0);
  return flows.map((flow) => {
    const { where, forward } = flow;
    if (forward === undefined)
      return note(where, `it passes nothing on: it answers calls to ${callsOf(flow)} itself`);
    const urls = otherUrls(own, forward);
    if (urls.length === 0)
      return ok(
        where,
        `forwards to ${[own.answer, own.event].flatMap((webhook) => webhook?.address ?? []).join(' and ')}`,
      );
    const found = urls.map(([wanted, url]) => `expected ${wanted}, found ${url}`).join('; ');
    return isGuarding
      ? note(where, `calls to ${callsOf(flow)} go on elsewhere: ${found}`)
      : toFix(where, found, fixWith(own, forward.next));
  });
}

export const isRead = (
  flows: readonly ApplicationFlow[] | CommandError,
): flows is readonly ApplicationFlow[] => Array.isArray(flows);

const fixWith = (own: OwnWebhooks, next?: string): string =>
  `write first in defineFlow({ … }): ${forwardLine(own, next) ?? ''} (import { forwardTo } from './forward/forward-to.ts')`;

/** The webhooks that the flow passes on to another URL: which, and where to. */
const otherUrls = (
  { answer, event }: OwnWebhooks,
  forward: Forwards,
): readonly (readonly [wanted: string, found: string])[] =>
  [[answer, forward.answerUrl] as const, [event, forward.eventUrl] as const].flatMap(([webhook, found]) =>
    webhook === undefined || isSameUrl(webhook.address, found) ? [] : [[webhook.address, found] as const],
  );

export const isSameUrl = (address: string, found: string): boolean =>
  URL.canParse(found) && new URL(found).href === new URL(address).href;
