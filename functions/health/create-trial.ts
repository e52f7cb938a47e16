import { randomBytes, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { CallFlow, Rungs } from '../call-flow-types.ts';
import { isServable } from '../../ncco/check-ncco.ts';
import type { Log, Ports } from '../ports.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';
import { signCallback } from '../../contracts/sign-callback.ts';
import { createAnswer } from '../webhook/create-answer.ts';

/** What became of an answer to a call that nobody makes. */
export interface Trial {
  /** `degraded`: the last resort took the call flow's place. `failed`: no NCCO. */
  readonly verdict: 'ok' | 'degraded' | 'failed';
  /** What `/answer` would have logged. */
  readonly line: Parameters<Log>[0] | undefined;
}

/**
 * Asks the very handler of `/answer`, with a request signed as Vonage's are, under a secret that nobody knows: this
 * environment's own. What it logs and counts stays here. The deadline of `/answer` holds.
 */
export function createTrial(
  { settings, clock }: Ports,
  callFlow: CallFlow,
  rungs: Rungs,
): () => Promise<Trial> {
  const secret = randomBytes(32).toString('hex');
  const live = () => Promise.resolve([{ name: 'current' as const, value: secret }]);
  const told: Parameters<Log>[] = [];
  const log: Log = (...line) => void told.push(line);
  const ports = { settings, clock, log, secrets: { live, refreshed: live }, environmentStartMs: undefined };
  const answer = createAnswer({ configured: true, ports }, callFlow, rungs);
  return async () => {
    const response = await answer(eventOf(settings, secret, clock.nowMs()), {} as Context);
    const [line, counts = []] = told.splice(0).at(-1) ?? [];
    const isReplaced = counts.some(({ name }) => name === 'NccoReplaced');
    const verdict = !hasNcco(response) ? 'failed' : isReplaced ? 'degraded' : 'ok';
    return { verdict, line };
  };
}

const hasNcco = ({ statusCode, body }: APIGatewayProxyResult): boolean =>
  statusCode === 200 && isServable(JSON.parse(body));

/** A call of our own number to itself, as API Gateway hands one over: with an API's id, or nothing of it would be counted. */
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
