import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallFlow, Rungs } from '../call-flow-types.ts';
import type { Clock, Runtime } from '../ports.ts';
import { respondCode, respondJson } from '../webhook/respond.ts';
import type { WebhookHandler } from '../webhook/webhook.ts';
import { createTrial } from './create-trial.ts';
import type { Trial } from './create-trial.ts';

/** How long an environment says the same again. */
const KEPT_MS = 5000;

/**
 * `/health`: whether this region answers calls, found out by answering one that nobody makes. Anybody may ask, so that it
 * tells the status and nothing else, asks nobody, journals nothing, and works once in five seconds however often it is asked.
 *
 * `degraded` is 200 as well: a mistake in the call flow is in both regions, and callers are connected to a person in each; to
 * take both out of the DNS would leave them with nobody.
 */
export function createHealth(
  runtime: Runtime,
  { nowMs }: Clock,
  callFlow: CallFlow,
  rungs: Rungs,
): WebhookHandler {
  const report = createReport(runtime, callFlow, rungs);
  let kept: { readonly response: Promise<APIGatewayProxyResult>; readonly atMs: number } | undefined;
  return () => {
    const now = nowMs();
    // A clock that was set back must not make it last.
    if (kept === undefined || now < kept.atMs || now >= kept.atMs + KEPT_MS)
      kept = { response: report(), atMs: now };
    return kept.response;
  };
}

function createReport(
  runtime: Runtime,
  callFlow: CallFlow,
  rungs: Rungs,
): () => Promise<APIGatewayProxyResult> {
  if (!runtime.configured) {
    const { log, problem } = runtime;
    return () => {
      log({ level: 'error', route: 'health', status: 502, code: 'configuration', problem });
      return Promise.resolve(respondCode(502, 'configuration'));
    };
  }
  const { log } = runtime.ports;
  const answerOnTrial = createTrial(runtime.ports, callFlow, rungs);
  return async () => {
    const { verdict, line }: Trial = await answerOnTrial();
    if (verdict !== 'ok') {
      const status = verdict === 'degraded' ? 200 : 502;
      log({ level: 'error', route: 'health', status, code: `answer-${verdict}`, answer: line });
    }
    return verdict === 'failed'
      ? respondCode(502, 'answer-failed')
      : respondJson(JSON.stringify({ status: verdict }));
  };
}
