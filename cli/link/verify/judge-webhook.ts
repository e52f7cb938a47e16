import type { HttpAnswer } from '../../kit/send-http.ts';
import { drift, notChecked, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import { nccoProblem } from './judge-ncco.ts';
import type { LinkedWebhook } from './linked-webhooks.ts';
import type { Answered, Probed } from './probe-webhooks.ts';
import { fixRefusal } from './fix-refusal.ts';
import { nameOf } from './whose-url.ts';

/** What a judgement depends on besides the answer. */
export interface Judging {
  /** How the deployment knows Vonage; with `ip` and `both` this machine may be refused for its address. */
  readonly source: 'signature' | 'ip' | 'both';
  readonly isSigned: boolean;
  /** Body of the static NCCO; undefined where it could not be had. */
  readonly staticBody: string | undefined;
  /** How to fix a URL that is unreachable or answers wrongly. */
  readonly fix: string;
  /** The command that measures the URLs. */
  readonly tune: string;
}

const RUN_FROM_ALLOWED_ADDRESS =
  'run it from a network of source.operatorRanges in settings.ts, or add this one there and deploy';
export const GIVE_THE_SECRET = 'set VONAGE_SIGNATURE_SECRET, or name a file with --secret-file FILE';

/** Whether a webhook's URL answers as Vonage needs it, in time. */
export function judgeWebhook({ linked, asked }: Probed, judging: Judging): readonly Finding[] {
  const { webhook } = linked;
  if (asked === undefined)
    return [notChecked(webhook, 'not a URL of this deployment, so no request was sent', judging.fix)];
  const { owner, answer, before } = asked;
  if (answer.kind === 'failed')
    return [drift(webhook, `${describeFailure(linked, answer)}${inTries(before.length + 1)}`, judging.fix)];
  const judged = judgeAnswer(linked, answer, nameOf(owner), judging);
  const [first] = before;
  return [
    judged.status === 'ok' && first !== undefined
      ? ok(webhook, `${judged.text}; ${describeFirst(linked, first, judging)}`)
      : judged,
    ...judgeTimes(linked, answer, before.length + 1, judging.tune),
  ];
}

function judgeAnswer(
  linked: LinkedWebhook,
  answer: Answered,
  region: string,
  { source, isSigned, staticBody, fix }: Judging,
): Finding {
  const { webhook } = linked;
  const { status, headers, body } = answer;
  if (status >= 300 && status < 400)
    return drift(
      webhook,
      `expected 200, found a redirect (${String(status)}) to ${headers['location'] ?? 'nowhere'}, which Vonage may not follow`,
      fix,
    );
  const mayBeOutsideAllowList = source !== 'signature';
  const code = codeIn(body);
  if (status === 403 && mayBeOutsideAllowList && code === undefined)
    return notChecked(webhook, `${region} refuses this machine's address (403)`, RUN_FROM_ALLOWED_ADDRESS);
  if (!isSigned && code === 'authorization-missing')
    return notChecked(
      webhook,
      `it answers, and refuses an unsigned request as expected (${String(status)})`,
      GIVE_THE_SECRET,
    );
  if (status !== 200)
    return drift(
      webhook,
      `expected 200, found ${String(status)}${code === undefined ? '' : ` (${code})`}`,
      fixRefusal(code, region) ?? fix,
    );
  if (!isSigned && source !== 'ip' && webhook !== 'fallback_answer_url')
    return drift(
      webhook,
      'expected a refusal of an unsigned request, found 200: unauthenticated callers can call it',
      fix,
    );
  if (webhook === 'event_url') return ok(webhook, `200; ${timesOf(linked, answer)}`);

  const problem = nccoProblem(answer);
  if (problem !== undefined) return drift(webhook, problem, fix);
  // If the region refuses or its function fails, the distribution serves the static NCCO.
  if (body === staticBody) {
    const what = `the static NCCO instead of one of ${region}`;
    if (!isSigned && source !== 'ip')
      return notChecked(webhook, `an unsigned request gets ${what}, as expected`, GIVE_THE_SECRET);
    if (mayBeOutsideAllowList)
      return notChecked(
        webhook,
        `${what}: this machine's address may be outside the IP allow list`,
        RUN_FROM_ALLOWED_ADDRESS,
      );
    return drift(
      webhook,
      `expected an NCCO of ${region}, found the static one: the region does not answer, or its function refuses or fails`,
      fix,
    );
  }
  return ok(webhook, `200 and a valid NCCO; ${timesOf(linked, answer)}`);
}

function judgeTimes(
  { webhook, connectTimeoutMs, socketTimeoutMs }: LinkedWebhook,
  { connectMs, responseMs }: Answered,
  tries: number,
  tune: string,
): readonly Finding[] {
  const tooLong = (key: string, what: string, ms: number, limitMs: number): readonly Finding[] =>
    ms <= limitMs
      ? []
      : [
          drift(
            `${webhook}.${key}`,
            `expected ${what} within ${String(limitMs)} ms, found ${ms.toFixed(0)} ms (from this machine${inTries(tries)})`,
            tune,
          ),
        ];
  return [
    ...tooLong('connect_timeout', 'a connection', connectMs, connectTimeoutMs),
    ...tooLong('socket_timeout', 'the whole answer', responseMs, socketTimeoutMs),
  ];
}

const timesOf = (
  { connectTimeoutMs, socketTimeoutMs }: LinkedWebhook,
  { connectMs, responseMs }: Answered,
): string =>
  `connected in ${connectMs.toFixed(0)} of ${String(connectTimeoutMs)} ms, answered in ${responseMs.toFixed(0)} of ${String(socketTimeoutMs)} ms`;

const EXPECTED = {
  name: 'an address of',
  connect: 'a connection to',
  tls: 'a TLS handshake with',
  response: 'an answer of',
} as const;

const describeFailure = (
  { address }: Pick<LinkedWebhook, 'address'>,
  { phase, code, detail }: Extract<HttpAnswer, { kind: 'failed' }>,
): string =>
  `expected ${EXPECTED[phase]} ${new URL(address).host}, found ${code === 'timeout' ? detail : `${code} (${detail})`}`;

/** A cold start is over at the second try. */
const inTries = (tries: number): string => (tries === 1 ? '' : `, in each of ${String(tries)} tries`);

/** What the first try was, where a later one is well. */
function describeFirst(linked: LinkedWebhook, first: HttpAnswer, { staticBody, tune }: Judging): string {
  const code = first.kind === 'answered' ? codeIn(first.body) : undefined;
  // The gateway's own code comes where the function had not answered yet; any other one is the function's reason.
  const isLate = code === undefined || code === 'integration-timeout';
  const why = isLate ? 'most likely because of a cold start' : 'by which its function refused';
  const was =
    first.kind === 'failed'
      ? describeFailure(linked, first)
      : first.body === staticBody
        ? 'the static NCCO'
        : `${String(first.status)}${code === undefined ? '' : ` ${code}`} in ${(first.connectMs + first.responseMs).toFixed(0)} ms`;
  return `the first request got another answer (${was}), ${why}; such a call goes on to the next URL (${tune} measures it)`;
}

/** The functions tell why they refuse: `{"code":"…"}`. */
function codeIn(body: string): string | undefined {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' && /^[a-z-]{1,40}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
