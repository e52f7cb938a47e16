import type { APIGatewayProxyResult } from 'aws-lambda';
import { FORWARDED_HEADER } from '../../contracts/own-headers.ts';
import { OWN_STEPS_MS } from '../../contracts/settings/timeouts.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { CallFlow } from '../define-flow.ts';
import type { CallIds } from '../flow/call-state.ts';
import type { Callback, Forward, Reply } from '../forward/forward.ts';
import { respondJson } from './respond.ts';
import type { Webhook } from './route.ts';

/** A call flow that forwards. */
export type ForwardingFlow = CallFlow & { readonly forward: Forward };

/** What an application gets of a request's headers, beside the ones that each request has. */
const FORWARDED_HEADERS = ['authorization', 'content-type', 'accept', 'user-agent'];

/** Whether a callback goes on to the application. Our own checks are no calls; a request that was forwarded comes from ourselves. */
export const isForwarded = (flow: CallFlow, { isSynthetic, request }: Webhook): flow is ForwardingFlow =>
  flow.forward !== undefined && !isSynthetic && request.header(FORWARDED_HEADER).length === 0;

/**
 * Passes this callback on, and says in the log line what came of it.
 * @param needed `ncco`: nothing else will do. `nothing`: whatever it says is fine
 */
export async function askApplication(
  forward: Forward,
  url: string,
  needed: 'ncco' | 'any answer' | 'nothing',
  { request, deadline, context: { settings }, note, count }: Webhook,
): Promise<Reply> {
  const callback: Callback = {
    method: request.method,
    headers: {
      ...Object.fromEntries(
        FORWARDED_HEADERS.flatMap((name) => request.header(name).map((value) => [name, value] as const)),
      ),
      [FORWARDED_HEADER]: settings.name,
    },
    body: request.body,
    query: Object.entries(request.query),
  };
  const answered = await forward.ask(callback, url, deadline.leftMs() - OWN_STEPS_MS);
  const reply = asNeeded(answered, needed);
  note({
    application: reply.kind === 'failed' ? reply.failure : reply.kind,
    applicationMs: reply.ms,
    applicationStatus: reply.status,
  });
  if (reply.kind === 'failed') {
    note({ code: 'application-failed', applicationProblem: reply.problem });
    count({ name: 'ApplicationFailed', dimensions: { failure: reply.failure } });
    if (needed !== 'nothing') count({ name: 'NccoReplaced', dimensions: { why: 'application' } });
  }
  return reply;
}

function asNeeded(reply: Reply, needed: 'ncco' | 'any answer' | 'nothing'): Reply {
  const { ms, status } = reply;
  if (needed === 'ncco' && reply.kind === 'none') {
    const problem = 'no NCCO, expected one';
    return { kind: 'failed', ms, status, failure: 'invalid', isRetried: false, problem };
  }
  const isTaken = needed === 'nothing' && reply.kind === 'failed' && reply.failure === 'invalid';
  return isTaken ? { kind: 'none', ms, status, body: '' } : reply;
}

/** Serves an application's NCCO, whose events are led here. */
export function serveForwarded(
  ncco: Ncco,
  { forward, version }: ForwardingFlow,
  ids: CallIds,
  secrets: LiveSecrets,
  { context, note }: Webhook,
): APIGatewayProxyResult {
  const wrapped = forward.wrap(ncco, { eventUrl: context.urls.event, secrets, version, ids });
  if (wrapped.left.length > 0) note({ notLedHere: wrapped.left });
  return respondJson(JSON.stringify(wrapped.ncco));
}
