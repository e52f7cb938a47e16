import { DEFAULT_CONTENT_TYPE } from '../../ncco/schema/endpoints.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import type { Call } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { payloadHash, signCallback } from '../http/sign-callback.ts';
import type { Leg, LegEnd } from './leg.ts';

/** For a connect without a timeout (NCCO reference). */
export const DEFAULT_CONNECT_TIMEOUT_SECONDS = 60;

/** `authorization` of the endpoint. Assumed, since Vonage does not document it: without one, none is sent. */
function handshakeHeaders(call: Call, endpoint: Fields): Readonly<Record<string, string>> {
  const wanted = endpoint['authorization'];
  if (typeof wanted !== 'object' || wanted === null) return {};
  if ('type' in wanted && wanted.type === 'custom') {
    return 'value' in wanted ? { authorization: String(wanted.value) } : {};
  }
  const { application, apiKey, signatureSecret } = call.context.options;
  const token = signCallback(
    { apiKey, signatureSecret: signatureSecret(), applicationId: application().id },
    {
      issuedAtSeconds: Math.floor(call.context.clock.nowMs() / 1000),
      jti: call.tokens.uuid(),
      payloadHash: payloadHash('', ''),
    },
  );
  return { authorization: `Bearer ${token}` };
}

/** Opens the socket. Resolves when the caller hangs up, the application closes it, or REST control ends the leg. */
export async function connectWebsocket(
  call: Call,
  leg: Leg,
  action: NccoAction,
  endpoint: Fields,
  { request, hungUp }: { readonly request: string; readonly hungUp: Promise<void> },
): Promise<LegEnd> {
  leg.report('started');
  const over = Promise.race([call.whenEnded, hungUp]);
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  const timeoutMs = Number(action['timeout'] ?? DEFAULT_CONNECT_TIMEOUT_SECONDS) * 1000;
  const headers = handshakeHeaders(call, endpoint);
  const opened = await call.context.network.openWebsocket(leg.plan.to, headers, timeoutMs, over);
  if (isOver) {
    if (opened.kind === 'open') opened.line.cut();
    return { status: 'completed' };
  }
  if (opened.kind !== 'open') {
    const [why, unanswered] =
      opened.kind === 'failed' ? [opened.detail, 'unavailable'] : ['no handshake in time', 'timeout'];
    // These two statuses are documented; which of them is for what is not.
    return call.random.pick<LegEnd>([
      { status: 'failed', fields: { detail: 'cannot_route' }, why },
      { status: 'unanswered', fields: { detail: unanswered }, why },
    ]);
  }
  const { line } = opened;
  leg.answered();
  let gone = (): void => undefined;
  void over.then(() => line.close());
  const talk = line.talk({
    contentType: String(endpoint['content-type'] ?? DEFAULT_CONTENT_TYPE),
    headers: leg.plan.headers ?? {},
    digits: call.plan.digits ?? '',
    onKeys: call.plan.onKeys,
    onHeard: () => {
      if (call.ended) return;
      call.record({ type: 'heard', what: 'bot', content: leg.plan.to, request });
      gone = call.clock.joined();
    },
  });
  const silentSinceMs = await Promise.race([talk, over.then(() => undefined)]);
  gone();
  return isOver ? { status: 'completed' } : { status: 'disconnected', silentSinceMs };
}
