import { randomUUID } from 'node:crypto';
import { lookupPublic } from '../../../contracts/lookup-public.ts';
import { FORWARDED_HEADER } from '../../../contracts/own-headers.ts';
import { isPublicHost } from '../../../contracts/public-address.ts';
import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { CallFlowError, loadCallFlow } from '../../../infra/load-call-flow.ts';
import { judgeResponse } from '../../../ncco/judge-response.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { HttpAnswer, HttpRequest } from '../../kit/send-http.ts';
import { callbackRequest, UNASSIGNED_NUMBER } from '../probe/probe-request.ts';
import type { ProbeSigner } from '../probe/probe-request.ts';
import { judge } from './judge.ts';
import type { Judged } from './judge.ts';
import type { Measuring } from './measure.ts';
import { paced } from './pace.ts';
import { failuresIn, startTally } from './tally.ts';
import type { Tally } from './tally.ts';

/** Few and slow, and none in bursts: the application answers callers meanwhile. */
export const APPLICATION_REQUESTS = 100;
const PER_SECOND = 5;
const FIRST_LOOK = 3;

/** What was measured of the application that callbacks go on to. */
export interface ApplicationTimes {
  readonly address: string;
  readonly tally: Tally;
  /** Of each request that got an NCCO: connection and response together, ms. `Infinity`: none in time. */
  readonly tookMs: readonly number[];
}

/**
 * The answer URL that a call flow forwards to.
 * @throws CommandError for a call flow without `forward`, or a URL that the functions connect to no more than this command
 */
export async function forwardedTo(file: string): Promise<string> {
  let forward: { readonly answerUrl?: unknown } | undefined;
  try {
    ({ forward } = (await loadCallFlow(file)) as { forward?: typeof forward });
  } catch (error) {
    if (error instanceof CallFlowError) throw new CommandError(error.message);
    throw error;
  }
  if (typeof forward?.answerUrl !== 'string')
    throw new CommandError(
      'Expected forward in functions/call-flow.ts, which --forward measures, found none. Leave out --forward, or write forward: forwardTo(…) (docs/guard.md).',
    );
  const { answerUrl } = forward;
  const url = URL.canParse(answerUrl) ? new URL(answerUrl) : undefined;
  if (url?.protocol === 'https:' && isPublicHost(url.hostname)) return answerUrl;
  throw new CommandError(
    `Expected forward in functions/call-flow.ts to name an https URL with a public host, found ${answerUrl}. Nothing else is passed on; name the application as Vonage reaches it.`,
  );
}

/** A call as the guard passes it on, signed as Vonage signs; no two are the same call. */
export const applicationRequest =
  (address: string, signer: ProbeSigner): ((nowMs: number) => HttpRequest) =>
  (nowMs) => {
    const { callerNumber, name } = ownSettings();
    const fields = {
      from: UNASSIGNED_NUMBER,
      to: callerNumber,
      endpoint_type: 'phone',
      uuid: randomUUID().replaceAll('-', ''),
      conversation_uuid: `CON-${randomUUID()}`,
      region_url: 'https://api-eu-3.vonage.com',
    };
    const request = callbackRequest({ address, method: 'POST', fields }, signer, nowMs);
    return {
      ...request,
      headers: { ...request.headers, [FORWARDED_HEADER]: name },
      lookup: lookupPublic,
    };
  };

/** Asks an application for the first NCCO of a call, {@link APPLICATION_REQUESTS} times; few times where none is answered well. */
export async function measureApplication(
  address: string,
  request: (nowMs: number) => HttpRequest,
  { send, nowMs, pause, signal, onProgress }: Omit<Measuring, 'staticNcco'>,
): Promise<ApplicationTimes> {
  const counting = startTally();
  const tookMs: number[] = [];
  const ask = async (): Promise<void> => {
    const judged = judgeApplication(await send(request(nowMs())));
    counting.add(judged);
    if (judged.kind === 'timed') tookMs.push((judged.connectMs ?? 0) + (judged.responseMs ?? 0));
  };
  for (let count = 0; count < FIRST_LOOK; count++) await ask();
  const isHopeless = failuresIn(counting.tally()) === FIRST_LOOK;
  const left = isHopeless || signal.aborted ? 0 : APPLICATION_REQUESTS - FIRST_LOOK;
  await paced(left, { perSecond: PER_SECOND, atOnce: PER_SECOND, nowMs, pause, signal }, async (index) => {
    await ask();
    onProgress('application', (index + 1) / left);
  });
  return { address, tally: counting.tally(), tookMs };
}

/** What does not make callers hear the application is a failure, as for the guard: a redirect, HTML, no NCCO. */
export function judgeApplication(answer: HttpAnswer): Judged {
  if (answer.kind === 'failed') return judge(answer, undefined);
  const { status, headers, body, connectMs, responseMs } = answer;
  const judged = judgeResponse({ status, headers, text: body });
  if (judged.kind === 'ncco') return { kind: 'timed', connectMs, responseMs };
  return { kind: 'failed', what: judged.kind === 'none' ? 'no NCCO' : judged.problem };
}
