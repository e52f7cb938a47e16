import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallFlow } from '../define-flow.ts';
import type { WallClock } from '../../contracts/clock.ts';
import type { Runtime } from '../ports.ts';
import { respondCode, respondJson } from '../webhook/respond.ts';
import type { WebhookHandler } from '../webhook/webhook.ts';
import { createSelfTest } from './create-self-test.ts';
import type { SelfTest } from './create-self-test.ts';

/** How long an environment repeats its last report. */
const KEPT_MS = 5000;

/**
 * `/health`: whether this region answers calls, found out by answering a simulated one. The route is public. It therefore
 * returns only the status, calls no other service, journals nothing, and runs the self-test at most once in five seconds.
 *
 * `degraded` is 200 as well: a mistake in the call flow is in both regions, and both still connect callers to a person. A
 * failure status would take both regions out of the DNS.
 */
export function createHealth(runtime: Runtime, { nowMs }: WallClock, flow: CallFlow): WebhookHandler {
  const report = createReport(runtime, flow);
  let kept: { readonly response: Promise<APIGatewayProxyResult>; readonly atMs: number } | undefined;
  return () => {
    const now = nowMs();
    // Without `now < kept.atMs`, a clock that was set back would keep the report for too long.
    if (kept === undefined || now < kept.atMs || now >= kept.atMs + KEPT_MS)
      kept = { response: report(), atMs: now };
    return kept.response;
  };
}

function createReport(runtime: Runtime, flow: CallFlow): () => Promise<APIGatewayProxyResult> {
  if (!runtime.configured) {
    const { log, problem } = runtime;
    return () => {
      log({ level: 'error', route: 'health', status: 502, code: 'configuration', problem });
      return Promise.resolve(respondCode(502, 'configuration'));
    };
  }
  const { log } = runtime.ports;
  const runSelfTest = createSelfTest(runtime.ports, flow);
  return async () => {
    const { verdict, line }: SelfTest = await runSelfTest();
    if (verdict !== 'ok') {
      const status = verdict === 'degraded' ? 200 : 502;
      log({ level: 'error', route: 'health', status, code: `answer-${verdict}`, answer: line });
    }
    return verdict === 'failed'
      ? respondCode(502, 'answer-failed')
      : respondJson(JSON.stringify({ status: verdict }));
  };
}
