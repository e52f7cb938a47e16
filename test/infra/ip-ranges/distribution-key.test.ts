import { ofType, theOnly } from '../synthesized.ts';
import type { Synthesized, Template } from '../synthesized.ts';
import {
  api,
  apiBehavior,
  apiOrigin,
  distribution,
  removeCases,
  ROLES,
  synthesizeCases,
} from './source-cases.ts';

const CASES = ['ip', 'both', 'counting', 'without IPv6'] as const;

let of: Readonly<Record<(typeof CASES)[number], Synthesized>>;
beforeAll(async () => {
  of = await synthesizeCases(CASES);
});
afterAll(() => removeCases(of));

/** The generated secret, as CloudFormation is asked to read it at deployment. */
const keyReference = (template: Template) => {
  const [id] = ofType(template, 'AWS::SecretsManager::Secret').find(
    ([, { Properties }]) => 'GenerateSecretString' in Properties,
  ) ?? ['no secret'];
  return { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: id }, ':SecretString:::}}']] };
};

describe.each(ROLES)('the %s, refusing or counting', (role) => {
  describe.each(['ip', 'both', 'counting'] as const)('(%s)', (name) => {
    // Which one is frozen: frozen-ids.test.ts.
    it('has a key of its own, made at deployment, the same however addresses are checked', () => {
      const keysOf = (template: Template) =>
        ofType(template, 'AWS::SecretsManager::Secret').filter(
          ([, { Properties }]) => 'GenerateSecretString' in Properties,
        );
      const keys = keysOf(of[name][role]);
      expect(keys).toEqual([[expect.any(String), expect.objectContaining({ DeletionPolicy: 'Delete' })]]);
      expect(keys).toEqual(keysOf(of.both[role]));
    });

    it('gives that key to the gateway, for its stage, without a throttle', () => {
      const template = of[name][role];
      const [keyId, key] = theOnly(template, 'AWS::ApiGateway::ApiKey');
      expect(key.Properties).toMatchObject({ Enabled: true, Value: keyReference(template) });
      const [planId, plan] = theOnly(template, 'AWS::ApiGateway::UsagePlan');
      expect(theOnly(template, 'AWS::ApiGateway::UsagePlanKey')[1].Properties).toEqual({
        KeyId: { Ref: keyId },
        KeyType: 'API_KEY',
        UsagePlanId: { Ref: planId },
      });
      expect(plan.Properties).not.toHaveProperty('Throttle');
      expect(plan.Properties).not.toHaveProperty('Quota');
      expect(plan.Properties.ApiStages).toEqual([
        {
          ApiId: { Ref: theOnly(template, 'AWS::ApiGateway::RestApi')[0] },
          Stage: { Ref: theOnly(template, 'AWS::ApiGateway::Stage')[0] },
          Throttle: {},
        },
      ]);
    });

    it('gives it to the distribution too, which sends it to the API alone', () => {
      const template = of[name][role];
      expect(apiOrigin(template).OriginCustomHeaders).toEqual([
        { HeaderName: 'x-api-key', HeaderValue: keyReference(template) },
      ]);
      for (const origin of distribution(template).Origins)
        if (origin !== apiOrigin(template)) expect(origin).not.toHaveProperty('OriginCustomHeaders');
    });

    it('lets no function read the key', () => {
      const policies = ofType(of[name][role], 'AWS::IAM::Policy');
      expect(JSON.stringify(policies)).not.toContain('FrontKeySecret');
    });

    it('runs its function before each request for the API, and not before one for the static NCCO', () => {
      const template = of[name][role];
      const [id, { Properties }] = theOnly(template, 'AWS::CloudFront::Function');
      expect(apiBehavior(template).FunctionAssociations).toEqual([
        { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [id, 'FunctionARN'] } },
      ]);
      const { DefaultCacheBehavior, CacheBehaviors } = distribution(template);
      for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors])
        if (behavior !== apiBehavior(template)) expect(behavior).not.toHaveProperty('FunctionAssociations');
      expect(Properties).toMatchObject({
        AutoPublish: true,
        FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      });
      // 2606:4700::/32, the last of the ranges.
      expect(Properties.FunctionCode).toContain(
        '"26064700000000000000000000000000","26064700ffffffffffffffffffffffff"]];',
      );
    });

    it('has a path around the distribution that needs no key', () => {
      expect(JSON.stringify(of[name][role].Outputs['FallbackDirectUrl'])).toContain('/fallback-direct"');
      expect(JSON.stringify(of[name][role].Outputs['FallbackUrl'])).toContain('/fallback"');
    });

    it('gives the function for that path the same timeout as /fallback', () => {
      const integrations = ofType(of[name][role], 'AWS::ApiGateway::Method')
        .filter(([id]) => /^Apifallback(?:direct)?(?:GET|POST)/.test(id))
        .map(([, { Properties }]) => JSON.stringify(Properties.Integration));
      expect(integrations).toHaveLength(4);
      expect(new Set(integrations).size).toBe(1);
    });

    it('is reached by IPv6, since a range is of IPv6', () => {
      expect(distribution(of[name][role]).IPV6Enabled).toBe(true);
      expect(api(of[name][role]).EndpointConfiguration).toEqual({
        Types: ['REGIONAL'],
        IpAddressType: 'dualstack',
      });
    });
  });

  it('is not reached by IPv6 when no range is: a caller whose IPv4 address is allowed must connect by it', () => {
    expect(distribution(of['without IPv6'][role]).IPV6Enabled).toBe(false);
    expect(api(of['without IPv6'][role]).EndpointConfiguration).toEqual({ Types: ['REGIONAL'] });
  });
});

it('gives each distribution a function of its own name, as an account must', () => {
  const names = ROLES.map((role) => theOnly(of.both[role], 'AWS::CloudFront::Function')[1].Properties.Name);
  expect(new Set(names).size).toBe(2);
});

it('writes the key into no file of the assembly, and the signature secret stays the placeholder', () => {
  for (const role of ROLES) {
    const secrets = ofType(of.both[role], 'AWS::SecretsManager::Secret').map(([, { Properties }]) => [
      'SecretString' in Properties,
      'GenerateSecretString' in Properties,
    ]);
    expect(secrets).toEqual([
      [true, false],
      [false, true],
    ]);
  }
});
