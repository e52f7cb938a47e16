import { randomBytes, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { CallFlow } from '../define-flow.ts';
import { isServable } from '../../ncco/check-ncco.ts';
import type { Log, Ports } from '../ports.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { signCallback } from '../../contracts/sign-callback.ts';
import { createAnswer } from '../webhook/create-answer.ts';

/** The result of answering a simulated call. */
export interface SelfTest {
  /** `degraded`: the last resort was served instead of the call flow. `failed`: no NCCO. */
  readonly verdict: 'ok' | 'degraded' | 'failed';
  /** The line that `/answer` would have logged. */
  readonly line: Parameters<Log>[0] | undefined;
}

/**
 * Runs the handler of `/answer` on a request that is signed as Vonage signs, with a random secret of this environment.
 * Its log lines and metrics are collected here and not written. The deadline of `/answer` applies.
 */
export function createSelfTest({ settings, clock }: Ports, flow: CallFlow): () => Promise<SelfTest> {
  const secret = randomBytes(32).toString('hex');
  const live = () => Promise.resolve([{ name: 'current' as const, value: secret }]);
  const logged: Parameters<Log>[] = [];
  const log: Log = (...line) => void logged.push(line);
  const secrets = { live, refreshed: live };
  const ports = { settings, clock, log, secrets, ownSecrets: null, environmentStartMs: undefined };
  // An application that is down is no reason to take this region out of service.
  const answer = createAnswer({ configured: true, ports }, { ...flow, forward: undefined });
  return async () => {
    const response = await answer(eventOf(settings, secret, clock.nowMs()), {} as Context);
    const [line, counts = []] = logged.splice(0).at(-1) ?? [];
    const isReplaced = counts.some(({ name }) => name === 'NccoReplaced');
    const verdict = !hasNcco(response) ? 'failed' : isReplaced ? 'degraded' : 'ok';
    return { verdict, line };
  };
}

const hasNcco = ({ statusCode, body }: APIGatewayProxyResult): boolean =>
  statusCode === 200 && isServable(JSON.parse(body));

/** The proxy event of a call from our number to itself. Without an API's id it would count as synthetic and yield no metrics. */
function eventOf(
  { apiKey, applicationIds: [applicationId = ''], callerNumber }: FunctionSettings,
  secret: string,
  nowMs: number,
): APIGatewayProxyEvent {
  const uuid = randomUUID();
  const call = {
    from: callerNumber,
    to: callerNumber,
    endpoint_type: 'phone',
    uuid,
    conversation_uuid: `CON-${uuid}`,
  };
  const body = JSON.stringify(call);
  const token = signCallback(
    { apiKey, applicationId, id: randomUUID(), issuedAtMs: nowMs, payload: body },
    secret,
  );
  const event = {
    httpMethod: 'POST',
    resource: '/answer',
    path: '/answer',
    multiValueHeaders: { Authorization: [`Bearer ${token}`], 'Content-Type': ['application/json'] },
    requestContext: {
      apiId: 'health',
      domainName: 'health.invalid',
      stage: 'health',
      path: '/health/answer',
    },
    body,
    isBase64Encoded: false,
  };
  return event as unknown as APIGatewayProxyEvent;
}
