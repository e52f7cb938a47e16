import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROUTES } from '../../../contracts/routes.ts';
import { ofType, theOnly } from '../synthesized.ts';
import type { Synthesized, Template } from '../synthesized.ts';
import {
  api,
  apiBehavior,
  apiOrigin,
  distribution,
  keyed,
  RANGES,
  removeCases,
  ROLES,
  synthesizeCases,
} from './source-cases.ts';

const CASES = ['signature', 'ip', 'both', 'counting', 'another range', 'without IPv6'] as const;
type Case = (typeof CASES)[number];

let of: Readonly<Record<Case, Synthesized>>;
beforeAll(async () => {
  of = await synthesizeCases(CASES);
});
afterAll(() => removeCases(of));

describe.each(ROLES)('the %s, refusing by address', (role) => {
  describe.each(['ip', 'both'] as const)('in mode %s', (mode) => {
    it('has a policy that lets the ranges call the webhooks, any address /health and /fallback, and allows no more', () => {
      expect(api(of[mode][role]).Policy.Statement).toEqual([
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: [
            'execute-api:/prod/GET/event/*',
            'execute-api:/prod/GET/fallback-direct',
            'execute-api:/prod/POST/answer',
            'execute-api:/prod/POST/event',
            'execute-api:/prod/POST/event/*',
            'execute-api:/prod/POST/fallback-direct',
            'execute-api:/prod/POST/websocket-disconnected',
          ],
          Condition: { IpAddress: { 'aws:SourceIp': RANGES } },
        },
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: [
            'execute-api:/prod/GET/fallback',
            'execute-api:/prod/GET/health',
            'execute-api:/prod/POST/fallback',
          ],
        },
      ]);
    });

    it('names every method that there is in its policy, once', () => {
      const named = api(of[mode][role])
        .Policy.Statement.flatMap(({ Resource }: { readonly Resource: readonly string[] }) => Resource)
        .map((resource: string) => resource.replace('execute-api:/prod/', '').replace('/', ' /'));
      const methods = Object.keys(keyed(of[mode][role])).map((call) => call.replace('{state}', '*'));
      expect(named.toSorted()).toEqual(methods.toSorted());
    });

    it("requires the distribution's key on /fallback, and nowhere else", () => {
      expect(keyed(of[mode][role])).toEqual({
        'POST /answer': false,
        'POST /event': false,
        'POST /event/{state}': false,
        'GET /event/{state}': false,
        'POST /websocket-disconnected': false,
        'GET /fallback': true,
        'POST /fallback': true,
        'GET /fallback-direct': false,
        'POST /fallback-direct': false,
        'GET /health': false,
      });
    });

    it('shows refused callers a code, and neither the account nor the API', () => {
      const responses = ofType(of[mode][role], 'AWS::ApiGateway::GatewayResponse').map(
        ([, { Properties }]) => Properties,
      );
      for (const [type, code] of [
        ['ACCESS_DENIED', 'access-denied'],
        ['INVALID_API_KEY', 'invalid-api-key'],
      ])
        expect(responses.find(({ ResponseType }) => ResponseType === type)).toMatchObject({
          StatusCode: '403',
          ResponseTemplates: { 'application/json': JSON.stringify({ code }) },
        });
    });

    it('has a distribution whose function keeps callers outside the ranges from the API', () => {
      const [, { Properties }] = theOnly(of[mode][role], 'AWS::CloudFront::Function');
      expect(Properties.FunctionCode).toContain('const REFUSES = true;');
    });
  });
});

describe.each(ROLES)('the %s, counting', (role) => {
  it('has no policy, asks for no key, and has a distribution that refuses no address', () => {
    expect(api(of.counting[role])).not.toHaveProperty('Policy');
    expect(Object.values(keyed(of.counting[role]))).not.toContain(true);
    const [, { Properties }] = theOnly(of.counting[role], 'AWS::CloudFront::Function');
    expect(Properties.FunctionCode).toContain('const REFUSES = false;');
  });

  it('passes its functions the ranges to count by; one that refuses does not', () => {
    const settingsOf = (template: Template) =>
      ofType(template, 'AWS::Lambda::Function').map(([, { Properties }]) =>
        JSON.parse(
          Properties.Environment.Variables.SETTINGS['Fn::Join'][1]
            .map((part: unknown) => (typeof part === 'string' ? part : ''))
            .join(''),
        ),
      );
    for (const { source } of settingsOf(of.counting[role]))
      expect(source).toEqual({ mode: 'both', countOutside: RANGES });
    for (const { source } of settingsOf(of.both[role]))
      expect(source).toEqual({ mode: 'both', countOutside: [] });
    for (const { source } of settingsOf(of.ip[role]))
      expect(source).toEqual({ mode: 'ip', countOutside: [] });
  });
});

describe.each(ROLES)('the %s, asking for the signature alone', (role) => {
  it('has nothing of all this', () => {
    const template = of.signature[role];
    for (const type of [
      'AWS::ApiGateway::ApiKey',
      'AWS::ApiGateway::UsagePlan',
      'AWS::ApiGateway::UsagePlanKey',
      'AWS::CloudFront::Function',
    ])
      expect(ofType(template, type)).toEqual([]);
    expect(api(template)).not.toHaveProperty('Policy');
    expect(ofType(template, 'AWS::SecretsManager::Secret')).toHaveLength(1);
    expect(Object.keys(keyed(template))).toHaveLength(
      ROUTES.reduce((count, { methods, state }) => count + methods.length + (state?.methods.length ?? 0), 0),
    );
    expect(Object.values(keyed(template))).not.toContain(true);
    expect(apiBehavior(template)).not.toHaveProperty('FunctionAssociations');
    expect(apiOrigin(template)).not.toHaveProperty('OriginCustomHeaders');
    expect(distribution(template).IPV6Enabled).toBe(true);
    expect(JSON.stringify(template.Outputs['FallbackDirectUrl'])).toContain('/fallback"');
  });
});

it('deploys the API anew when a range changes: a policy holds from the next deployment on', () => {
  const deployments = (['both', 'another range'] as const).map(
    (name) => theOnly(of[name].primary, 'AWS::ApiGateway::Deployment')[0],
  );
  expect(new Set(deployments).size).toBe(2);
});

it('warns that mode ip needs no signature, and of an IPv6 block of the operator alone, and of nothing else', async () => {
  const warnings = async (name: Case): Promise<readonly string[]> => {
    const { folder, settings } = of[name];
    const stack = `${settings.name}-${settings.regions.primary}`;
    const metadata = JSON.parse(await readFile(join(folder, `${stack}.metadata.json`), 'utf8'));
    return Object.values(metadata as Record<string, { type: string; data: string }[]>)
      .flat()
      .filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => data);
  };
  const ipv6 = expect.stringContaining("IPv6 block and Vonage's ranges have none");
  expect(await warnings('ip')).toEqual([expect.stringContaining('source.mode is "ip"'), ipv6]);
  // With an IPv6 block of ours in each.
  for (const name of ['both', 'counting'] as const) expect(await warnings(name)).toEqual([ipv6]);
  for (const name of ['signature', 'without IPv6'] as const) expect(await warnings(name)).toEqual([]);
});
