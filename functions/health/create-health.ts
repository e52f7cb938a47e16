import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Clock, Runtime } from '../core/ports.ts';
import { respondCode, respondJson } from '../edge/respond.ts';
import type { WebhookHandler } from '../edge/webhook.ts';

/** How long an environment says the same again. */
const KEPT_MS = 5000;

/**
 * `/health`: whether this region's functions run and know their settings. Anybody may ask, so that it tells the status and
 * nothing else, asks nobody, journals nothing, and works once in five seconds however often it is asked.
 */
export function createHealth(runtime: Runtime, { nowMs }: Clock): WebhookHandler {
  let kept: { readonly response: APIGatewayProxyResult; readonly atMs: number } | undefined;
  return () => {
    const now = nowMs();
    // A clock that was set back must not make it last.
    if (kept === undefined || now < kept.atMs || now >= kept.atMs + KEPT_MS)
      kept = { response: report(runtime), atMs: now };
    return Promise.resolve(kept.response);
  };
}

function report(runtime: Runtime): APIGatewayProxyResult {
  if (runtime.configured) return respondJson(JSON.stringify({ status: 'ok' }));
  const { log, problem } = runtime;
  log({ level: 'error', route: 'health', status: 502, code: 'configuration', problem });
  return respondCode(502, 'configuration');
}
