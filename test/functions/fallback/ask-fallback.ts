import { jest } from '@jest/globals';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import type { CallFlow } from '../../../functions/define-flow.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';

export const CALL = { from: '447700900123', to: '442079460000', uuid: 'u', conversation_uuid: 'CON-1' };
export const original = (type: string, query = '') => ({
  type,
  url: `https://api.example.com/live/${type}${query}`,
});
export const FAILED_ANSWER = { ...CALL, reason: 'Socket timeout.', original_request: original('answer') };
/** What the headers of the first socket come back with. */
export const STATE = { attempt: 1, caller: '447700900123' };
export const FAILED_EVENT = {
  ...CALL,
  to: SETTINGS.websocket.otherUri,
  status: 'disconnected',
  headers: STATE,
  original_request: original('event'),
};

export type Sent = Omit<Parameters<typeof gatewayEvent>[0], 'route'>;
export interface Behavior {
  readonly flow?: CallFlow;
  readonly runtime?: ReturnType<typeof fakeRuntime>;
}

/** Asks `/fallback`, and waits for its 300 ms. */
export const fallback = async (
  sent: Sent,
  { flow = callFlow, runtime = fakeRuntime() }: Behavior = {},
): Promise<APIGatewayProxyResult> => {
  const handler = createFallback(runtime.runtime, flow);
  const response = handler(gatewayEvent({ route: 'fallback', ...sent }), lambdaContext());
  await jest.advanceTimersByTimeAsync(300);
  return response;
};
export const nccoOf = ({ body }: APIGatewayProxyResult): unknown => JSON.parse(body);
/** As a GET writes it, `original_request` as JSON text. */
export const asQuery = ({ original_request: asked, ...rest }: Readonly<Record<string, unknown>>) => ({
  ...(rest as Readonly<Record<string, string>>),
  original_request: JSON.stringify(asked),
});
/** As a GET may write it, too. */
export const flattened = (open: string, close: string, { type, url }: ReturnType<typeof original>) => ({
  [`original_request${open}type${close}`]: type,
  [`original_request${open}url${close}`]: url,
});
