import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import type { CallFlow } from '../../../functions/define-flow.ts';
import type { Count, JournalingPorts } from '../../../functions/ports.ts';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import type { WebhookHandler } from '../../../functions/webhook/webhook.ts';
import { createEvent } from '../../../functions/event/create-event.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { createWebsocketDisconnected } from '../../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import { gatewayEvent, lambdaContext } from './gateway-event.ts';
import { fakeRuntime } from './runtime.ts';

export const ROUTES = ['answer', 'event', 'websocket-disconnected', 'fallback'] as const;
export type RouteName = (typeof ROUTES)[number];

export interface RegionOptions {
  readonly flow?: CallFlow;
  /** Instead of the ports of a healthy region. */
  readonly ports?: Partial<JournalingPorts>;
}

export interface Asked {
  readonly response: APIGatewayProxyResult;
  readonly counts: readonly Count[];
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** One environment of each function of a region. */
export function createRegion({ flow = callFlow, ports = {} }: RegionOptions = {}): {
  readonly ask: (event: APIGatewayProxyEvent) => Promise<Asked>;
} {
  const { runtime: healthy, lines, counts } = fakeRuntime();
  const runtime = { ...healthy, ports: { ...healthy.ports, ...ports } };
  const handlers: Readonly<Record<RouteName, WebhookHandler>> = {
    answer: createAnswer(runtime, flow),
    event: createEvent(runtime, flow),
    'websocket-disconnected': createWebsocketDisconnected(runtime, flow.rungs),
    fallback: createFallback(runtime, flow),
  };
  return {
    ask: async (event) => {
      const response = await handlers[event.path.slice(1) as RouteName](event, lambdaContext());
      return { response, lines: lines.splice(0), counts: counts.splice(0) };
    },
  };
}

/** What one healthy region, or another one, makes of a request. */
export const askRegion = (
  sent: Parameters<typeof gatewayEvent>[0] & { readonly route: RouteName },
  options?: RegionOptions,
): Promise<Asked> => createRegion(options).ask(gatewayEvent(sent));
