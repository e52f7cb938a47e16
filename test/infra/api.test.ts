import { MAPPED_STATUSES } from '../../infra/distribution.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import type { TimeoutsName } from '../../contracts/settings/timeouts.ts';
import { callOf, ofType, synthesized, theOnly } from './synthesized.ts';
import type { Synthesized, Template } from './synthesized.ts';

const NAMES: readonly TimeoutsName[] = ['shipped', 'tight'];
const byName = {} as Record<TimeoutsName, Synthesized>;
beforeAll(async () => {
  for (const timeouts of NAMES) byName[timeouts] = await synthesized({ timeouts });
});
afterAll(async () => {
  for (const name of NAMES) await byName[name].remove();
});

interface Method {
  readonly route: string;
  readonly timeoutMs: number;
  readonly type: string;
  readonly functionId: string;
}

const methodsOf = (template: Template): readonly Method[] =>
  ofType(template, 'AWS::ApiGateway::Method').map(([, { Properties, ...method }]) => ({
    route: callOf(template, { Properties, ...method }),
    timeoutMs: Properties.Integration.TimeoutInMillis,
    type: Properties.Integration.Type,
    functionId: JSON.stringify(Properties.Integration.Uri).match(/"(\w+Function)\w*"/)?.[1] ?? '',
  }));

/**
 * Every type of Gateway Response and its status by default (API Gateway's developer guide, "Gateway
 * response types").
 */
const DEFAULT_STATUS: Readonly<Record<string, number>> = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESOURCE_NOT_FOUND: 404,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
};
/** Vonage tries these twice (SUP 115016024247). */
const TRIED_TWICE = [429, 503, 504];

const configured = (template: Template): Readonly<Record<string, number>> =>
  Object.fromEntries(
    ofType(template, 'AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) => [
      Properties.ResponseType,
      Number(Properties.StatusCode),
    ]),
  );

/** Types that leave the gateway with a status that costs the caller time, or that the distribution passes on. */
const harmful = (responses: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries({ ...DEFAULT_STATUS, ...responses })
    .filter(
      ([, status]) =>
        !(MAPPED_STATUSES as readonly number[]).includes(status) || TRIED_TWICE.includes(status),
    )
    .map(([type]) => type);

describe.each(['primary', 'secondary'] as const)('the API of the %s', (role) => {
  it.each(NAMES)('cuts each route at its integration timeout (%s)', (name) => {
    const { answer, event, websocketDisconnected, fallback } = TIMEOUTS[name];
    const proxy = (route: string, timeoutMs: number, functionId: string): Method => ({
      route,
      timeoutMs,
      type: 'AWS_PROXY',
      functionId,
    });
    expect(new Set(methodsOf(byName[name][role]))).toEqual(
      new Set([
        proxy('POST /answer', answer.integrationMs, 'AnswerFunction'),
        proxy('POST /event', event.integrationMs, 'EventFunction'),
        proxy('POST /event/{state}', websocketDisconnected.integrationMs, 'EventFunction'),
        proxy('GET /event/{state}', websocketDisconnected.integrationMs, 'EventFunction'),
        proxy(
          'POST /websocket-disconnected',
          websocketDisconnected.integrationMs,
          'WebsocketDisconnectedFunction',
        ),
        proxy('GET /fallback', fallback.integrationMs, 'FallbackFunction'),
        proxy('POST /fallback', fallback.integrationMs, 'FallbackFunction'),
        proxy('GET /health', answer.integrationMs, 'HealthFunction'),
      ]),
    );
  });

  it('lets a function run longer than the gateway waits, by at most a second', () => {
    for (const name of NAMES) {
      const template = byName[name][role];
      for (const { functionId, timeoutMs } of methodsOf(template)) {
        const [, found] =
          ofType(template, 'AWS::Lambda::Function').find(([id]) => id.startsWith(functionId)) ?? [];
        expect(found?.Properties.Timeout * 1000).toBeGreaterThan(timeoutMs);
        expect(found?.Properties.Timeout * 1000).toBeLessThanOrEqual(timeoutMs + 1300);
      }
    }
  });

  it('is regional, has the stage prod, and takes bodies as text', () => {
    const template = byName.shipped[role];
    const [, api] = theOnly(template, 'AWS::ApiGateway::RestApi');
    expect(api.Properties.EndpointConfiguration).toEqual({ Types: ['REGIONAL'] });
    expect(api.Properties).not.toHaveProperty('BinaryMediaTypes');
    const [, stage] = theOnly(template, 'AWS::ApiGateway::Stage');
    expect(stage.Properties.StageName).toBe('prod');
  });

  it('lets the gateway call each function, for its own method only', () => {
    const permissions = ofType(byName.shipped[role], 'AWS::Lambda::Permission');
    const arns = permissions.map(([, { Properties }]) => JSON.stringify(Properties.SourceArn));
    expect(arns.map((arn) => arn.match(/\/(GET|POST)\/[^"]+/)?.[0]).sort()).toEqual([
      // Of a request, not of the resource: no request has `{state}` in its path.
      '/GET/event/*',
      '/GET/fallback',
      '/GET/health',
      '/POST/answer',
      '/POST/event',
      '/POST/event/*',
      '/POST/fallback',
      '/POST/websocket-disconnected',
    ]);
  });

  it('sets the Gateway Responses one by one', () => {
    expect(configured(byName.shipped[role])).toEqual({
      INTEGRATION_TIMEOUT: 502,
      INTEGRATION_FAILURE: 502,
      THROTTLED: 502,
      QUOTA_EXCEEDED: 502,
      REQUEST_TOO_LARGE: 400,
      UNSUPPORTED_MEDIA_TYPE: 400,
      UNAUTHORIZED: 403,
    });
  });

  it('answers nothing by itself that Vonage retries or the distribution cannot map', () => {
    expect(harmful(configured(byName.shipped[role]))).toEqual([]);
  });

  it('needs each of its Gateway Responses: without any one, such a status leaves', () => {
    const responses = configured(byName.shipped[role]);
    for (const type of Object.keys(responses)) {
      const without = Object.fromEntries(Object.entries(responses).filter(([other]) => other !== type));
      expect(harmful(without)).toEqual([type]);
    }
  });

  it('shows unauthenticated callers a code, as JSON, and no detail', () => {
    for (const [, { Properties }] of ofType(byName.shipped[role], 'AWS::ApiGateway::GatewayResponse')) {
      expect(Properties.ResponseTemplates).toEqual({
        'application/json': JSON.stringify({
          code: Properties.ResponseType.toLowerCase().replaceAll('_', '-'),
        }),
      });
    }
  });

  it('is deployed anew when a Gateway Response changes: the deployment waits for each', () => {
    const template = byName.shipped[role];
    const [, deployment] = theOnly(template, 'AWS::ApiGateway::Deployment');
    const waitsFor = (deployment as unknown as { readonly DependsOn: readonly string[] }).DependsOn;
    for (const [id] of ofType(template, 'AWS::ApiGateway::GatewayResponse')) expect(waitsFor).toContain(id);
  });
});
