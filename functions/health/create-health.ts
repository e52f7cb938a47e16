import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Runtime } from '../core/ports.ts';
import { respondCode, respondJson } from '../edge/respond.ts';
import type { WebhookHandler } from '../edge/webhook.ts';

/** `/health`: whether this region's functions run and know their settings. It asks nobody else. */
export const createHealth = (runtime: Runtime): WebhookHandler =>
  middy<APIGatewayProxyEvent, APIGatewayProxyResult>().handler(() => {
    if (runtime.configured) {
      const { region } = runtime.ports.settings;
      return Promise.resolve(respondJson(JSON.stringify({ status: 'ok', region })));
    }
    runtime.log({
      level: 'error',
      route: 'health',
      status: 502,
      code: 'configuration',
      problem: runtime.problem,
    });
    return Promise.resolve(respondCode(502, 'configuration'));
  });
