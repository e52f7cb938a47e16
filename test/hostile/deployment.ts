import { systemClock } from '../../contracts/clock.ts';
import { createJsonLog } from '../../functions/aws/json-log.ts';
import { createSignatureSecrets } from '../../functions/aws/signature-secrets.ts';
import { createAnswer } from '../../functions/webhook/create-answer.ts';
import { callFlow } from '../fixtures/own/call-flow.ts';
import type { JournalBucket, JournalingPorts, Runtime } from '../../functions/ports.ts';
import type { WebhookHandler } from '../../functions/webhook/webhook.ts';
import { createEvent } from '../../functions/event/create-event.ts';
import { createFallback } from '../../functions/fallback/create-fallback.ts';
import { createHealth } from '../../functions/health/create-health.ts';
import { createWebsocketDisconnected } from '../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import { type AnyStart, flowWith } from '../functions/support/flow-with.ts';
import { LIVE, SETTINGS } from '../functions/support/runtime.ts';
import { NOW_MS } from '../functions/support/sign.ts';
import type { HostileRequest, RouteName } from './requests/hostile-request.ts';

/** What the functions of one deployment leave behind; emptied for each request. */
export interface Traces {
  /** What they have written to stdout. */
  log: string;
  /** Keys that were offered to the journal. */
  keys: string[];
  journal: HostileRequest['journal'];
  flow: HostileRequest['flow'];
}

/** Every route's handler as it is deployed, but for the network: the real verifier, secrets, log and call flow. */
export function createDeployment(mode: HostileRequest['mode']): {
  readonly handlers: Readonly<Record<RouteName, WebhookHandler>>;
  readonly traces: Traces;
} {
  const traces: Traces = { log: '', keys: [], journal: 'keeps', flow: 'real' };
  const settings = { ...SETTINGS, source: { ...SETTINGS.source, mode } };
  const clock = { ...systemClock, nowMs: () => NOW_MS };
  const log = createJsonLog(settings, clock, (text) => (traces.log += text));
  const secrets = createSignatureSecrets(() => Promise.resolve(LIVE), clock, log);
  const bucket = (region: string): JournalBucket => ({
    region,
    keep: ({ key }) => {
      traces.keys.push(key);
      if (traces.journal === 'throws') throw new Error('a broken bucket');
      return traces.journal === 'keeps'
        ? Promise.resolve('written')
        : Promise.reject(new Error('S3 is away'));
    },
  });
  const start: AnyStart = (call, context) => {
    const { flow } = traces;
    switch (flow) {
      case 'real':
        return callFlow.start(call, context);
      case 'throws':
        throw new Error(`no flow for ${call.from ?? 'nobody'}`);
      case 'rejects':
        return Promise.reject(new Error(`no flow for ${call.from ?? 'nobody'}`));
      default:
        return JSON.parse(flow.json) as unknown;
    }
  };
  const flow = flowWith({ start });
  const runtime: Runtime<JournalingPorts> = {
    configured: true,
    ports: {
      settings,
      clock,
      log,
      secrets,
      ownSecrets: null,
      environmentStartMs: undefined,
      journal: { own: bucket('eu-west-1'), other: bucket('eu-central-1') },
    },
  };
  return {
    traces,
    handlers: {
      answer: createAnswer(runtime, flow),
      event: createEvent(runtime, flow),
      'websocket-disconnected': createWebsocketDisconnected(runtime, flow.rungs),
      fallback: createFallback(runtime, flow),
      health: createHealth(runtime, clock, flow),
    },
  };
}
