import { isLoopback } from './loopback.ts';
import { VONAGE_CONNECT_MS, VONAGE_SOCKET_MS } from './settings/check-timeouts.ts';

type Outputs = Readonly<Record<string, string>>;
/** As the Applications API names them. */
type Webhook = 'answer_url' | 'event_url' | 'fallback_answer_url';

/**
 * An output that makes no sense, whoever has written it: `Expected …, found …`; undefined: all make sense. Every `…Url` is
 * absolute, and encrypted unless it does not leave this machine.
 */
export function outputProblem(stack: string, outputs: Outputs): string | undefined {
  const problems = Object.entries(outputs).map(([key, value]) => {
    const must = mustBe(key, value);
    return must === undefined ? undefined : `Expected ${key} of ${stack} to be ${must}, found "${value}".`;
  });
  return problems.find((problem) => problem !== undefined);
}

/** What the output should be instead; undefined: it is right. */
function mustBe(key: string, value: string): string | undefined {
  if (key.endsWith('Url') && !isSafeUrl(value))
    return 'an absolute https:// URL (http:// on a loopback address only)';
  if (key === 'Region' && !/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(value)) return 'an AWS region';
  if (key === 'CallFlowMinutes' && !/^[1-9]\d*$/.test(value)) return 'a whole number of minutes';
  if (key === 'FallbackMethod' && value !== 'GET' && value !== 'POST') return 'GET or POST';
  return undefined;
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && hostname !== '' && username === '' && password === '' && hash === '';
}

/** Whether the two regions are two: `Expected …, found …`; undefined: they are. */
export function pairProblem(
  primary: { readonly Region: string },
  secondary: { readonly Region: string },
): string | undefined {
  return primary.Region === secondary.Region
    ? `Expected the primary and the secondary in a region each, found both in ${primary.Region}: the fallback would fail with the primary.`
    : undefined;
}

const SOCKET_MS: Readonly<Record<Webhook, readonly [number, number]>> = {
  answer_url: VONAGE_SOCKET_MS.answer,
  event_url: VONAGE_SOCKET_MS.event,
  fallback_answer_url: VONAGE_SOCKET_MS.fallback,
};

/** Which timeouts Vonage takes of a webhook, for people. */
export const timeoutsOfVonage = (webhook: Webhook): string =>
  `connect_timeout (${VONAGE_CONNECT_MS.join(' to ')}) and socket_timeout (${SOCKET_MS[webhook].join(' to ')}) of ${webhook} in ms`;

/** Whether Vonage takes them: whole milliseconds within its limits. */
export function areTimeoutsOfVonage(
  webhook: Webhook,
  value: { readonly connect_timeout?: unknown; readonly socket_timeout?: unknown } | null | undefined,
): boolean {
  const isIn = (ms: unknown, [least, most]: readonly [number, number]): boolean =>
    Number.isInteger(ms) && Number(ms) >= least && Number(ms) <= most;
  return isIn(value?.connect_timeout, VONAGE_CONNECT_MS) && isIn(value?.socket_timeout, SOCKET_MS[webhook]);
}
