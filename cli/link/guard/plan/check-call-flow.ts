import { CALL_FLOW } from '#own/files.ts';
import { CallFlowError, loadCallFlow } from '../../../../infra/load-call-flow.ts';
import type { OwnWebhooks } from './own-webhooks.ts';
import { ok, toFix } from './row.ts';
import type { Row } from './row.ts';

const ABOUT = 'functions/call-flow.ts';
/** Of forwardTo, where none is given. */
const DEFAULT_PATHS = { answer: '/webhooks/answer', event: '/webhooks/event' };

/**
 * The line that passes these webhooks on: what is as forwardTo has it anyway is left out.
 * @param next the step that takes over in mid-call, of the call flow as it is
 */
export function forwardLine({ answer, event }: OwnWebhooks, next?: string): string | undefined {
  if (answer === undefined) return undefined;
  const { origin } = new URL(answer.address);
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

/** Whether the own call flow passes callbacks on to just these URLs. @param file default: functions/call-flow.ts */
export async function checkCallFlow(own: OwnWebhooks, file: string = CALL_FLOW): Promise<readonly Row[]> {
  if (own.answer === undefined) return [];
  const fixWith = (next?: string): string =>
    `write first in defineFlow({ … }): ${forwardLine(own, next) ?? ''} (import { forwardTo } from './forward/forward-to.ts')`;
  let forward: Forwarding | undefined;
  try {
    ({ forward } = (await loadCallFlow(file)) as { forward?: Forwarding });
  } catch (error) {
    if (!(error instanceof CallFlowError)) throw error;
    return [toFix(ABOUT, error.message, fixWith())];
  }
  if (forward === undefined)
    return [toFix(ABOUT, 'expected a call flow that forwards to the application, found none', fixWith())];
  const wanted = [own.answer?.address, own.event?.address];
  const found = [forward.answerUrl, forward.eventUrl];
  const others = wanted.flatMap((address, index) =>
    address === undefined || isSameUrl(address, found[index])
      ? []
      : [`expected ${address}, found ${String(found[index])}`],
  );
  return others.length === 0
    ? [ok(ABOUT, `forwards to ${wanted.filter((address) => address !== undefined).join(' and ')}`)]
    : [toFix(ABOUT, others.join('; '), fixWith(forward.next))];
}

/** What forwardTo of functions/ returns, as far as it is looked at here. */
interface Forwarding {
  readonly answerUrl?: unknown;
  readonly eventUrl?: unknown;
  readonly next?: string;
}

const isSameUrl = (address: string, found: unknown): boolean =>
  typeof found === 'string' && URL.canParse(found) && new URL(found).href === new URL(address).href;
