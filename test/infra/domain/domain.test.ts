import { api, ROLES } from '../ip-ranges/source-cases.ts';
import { ofType, synthesized, theOnly } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';
import { DOMAIN, GATED, withDomain } from './a-domain.ts';

const DOMAIN_TYPES = [
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::DomainName',
  'AWS::CertificateManager::Certificate',
  'AWS::Route53::HealthCheck',
  'AWS::Route53::RecordSet',
];

let plain: Synthesized;
let domain: Synthesized;
let gated: Synthesized;
beforeAll(async () => {
  plain = await synthesized();
  domain = await withDomain();
  gated = await withDomain({ source: GATED });
});
afterAll(async () => {
  for (const { remove } of [plain, domain, gated]) await remove();
});

const typesOf = ({ Resources }: Synthesized['primary']): readonly string[] =>
  Object.values(Resources).map(({ Type }) => Type);

describe.each(ROLES)('the %s, with a domain', (role) => {
  it('has its own certificate of the name, validated in the hosted zone', () => {
    const [, { Properties }] = theOnly(domain[role], 'AWS::CertificateManager::Certificate');
    expect(Properties).toMatchObject({
      DomainName: DOMAIN.name,
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: DOMAIN.name, HostedZoneId: DOMAIN.hostedZoneId }],
    });
  });

  it('leaves the validation record to CloudFormation, which takes it away from no other certificate', () => {
    const names = ofType(domain[role], 'AWS::Route53::RecordSet').map(
      ([, { Properties }]) => Properties.Type,
    );
    expect(names).toEqual(['A']);
    expect(ofType(domain[role], 'AWS::Route53::RecordSetGroup')).toEqual([]);
  });

  it('answers the name at its stage, by TLS 1.2, without the stage in the path', () => {
    const [nameId, { Properties }] = theOnly(domain[role], 'AWS::ApiGateway::DomainName');
    expect(Properties).toEqual({
      DomainName: DOMAIN.name,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      RegionalCertificateArn: { Ref: theOnly(domain[role], 'AWS::CertificateManager::Certificate')[0] },
      SecurityPolicy: 'TLS_1_2',
    });
    expect(theOnly(domain[role], 'AWS::ApiGateway::BasePathMapping')[1].Properties).toEqual({
      DomainName: { Ref: nameId },
      RestApiId: { Ref: theOnly(domain[role], 'AWS::ApiGateway::RestApi')[0] },
      Stage: { Ref: theOnly(domain[role], 'AWS::ApiGateway::Stage')[0] },
    });
  });

  it("checks the health of its own address, not the name's", () => {
    const [, { Properties }] = theOnly(domain[role], 'AWS::Route53::HealthCheck');
    const region = domain.settings.regions[role];
    expect(Properties.HealthCheckConfig).toMatchObject({
      Type: 'HTTPS',
      Port: 443,
      EnableSNI: true,
      RequestInterval: 30,
      FailureThreshold: 2,
      FullyQualifiedDomainName: {
        'Fn::Join': [
          '',
          [
            { Ref: theOnly(domain[role], 'AWS::ApiGateway::RestApi')[0] },
            `.execute-api.${region}.`,
            { Ref: 'AWS::URLSuffix' },
          ],
        ],
      },
      ResourcePath: {
        'Fn::Join': ['', ['/', { Ref: theOnly(domain[role], 'AWS::ApiGateway::Stage')[0] }, '/health']],
      },
    });
    expect(Properties.HealthCheckConfig).not.toHaveProperty('Regions');
    expect(Properties.HealthCheckTags).toEqual([{ Key: 'Name', Value: `${domain.settings.name}-${region}` }]);
  });

  it(`is the ${role} of the failover, and its record differs from the other's by its region`, () => {
    const [nameId] = theOnly(domain[role], 'AWS::ApiGateway::DomainName');
    const [, record] = theOnly(domain[role], 'AWS::Route53::RecordSet');
    expect(record.Properties).toEqual({
      Name: `${DOMAIN.name}.`,
      Type: 'A',
      HostedZoneId: DOMAIN.hostedZoneId,
      Failover: role.toUpperCase(),
      SetIdentifier: `${domain.settings.name}-${domain.settings.regions[role]}`,
      HealthCheckId: { Ref: theOnly(domain[role], 'AWS::Route53::HealthCheck')[0] },
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': [nameId, 'RegionalDomainName'] },
        HostedZoneId: { 'Fn::GetAtt': [nameId, 'RegionalHostedZoneId'] },
        EvaluateTargetHealth: true,
      },
    });
    // The name leads nowhere that does not know it yet.
    expect((record as unknown as { readonly DependsOn: readonly string[] }).DependsOn).toEqual([
      theOnly(domain[role], 'AWS::ApiGateway::BasePathMapping')[0],
    ]);
  });

  it('tells Vonage the name, and keeps telling where the region itself is', () => {
    const value = (key: string) => domain[role].Outputs[key]?.Value;
    expect([value('AnswerUrl'), value('EventUrl'), value('WebsocketDisconnectedUrl')]).toEqual([
      'https://voice.example.com/answer',
      'https://voice.example.com/event',
      'https://voice.example.com/websocket-disconnected',
    ]);
    expect(value('DomainTarget')).toEqual({
      'Fn::GetAtt': [theOnly(domain[role], 'AWS::ApiGateway::DomainName')[0], 'RegionalDomainName'],
    });
    for (const key of ['ApiUrl', 'HealthUrl', 'FallbackDirectUrl', 'FallbackUrl', 'FrontUrl'])
      expect([key, value(key)]).toEqual([key, plain[role].Outputs[key]?.Value]);
  });

  it('keeps its own address: the health check and the distribution use it', () => {
    expect(api(domain[role])).not.toHaveProperty('DisableExecuteApiEndpoint');
    const distributionOf = (template: Synthesized['primary']) =>
      theOnly(template, 'AWS::CloudFront::Distribution')[1].Properties;
    expect(distributionOf(domain[role])).toEqual(distributionOf(plain[role]));
  });

  it('takes IPv6 by the name exactly where the API takes it', () => {
    const records = (template: Synthesized['primary']) =>
      ofType(template, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties.Type);
    const endpoint = (template: Synthesized['primary'], type: string) =>
      theOnly(template, type)[1].Properties.EndpointConfiguration;
    expect(records(domain[role])).toEqual(['A']);
    expect(records(gated[role]).toSorted()).toEqual(['A', 'AAAA']);
    for (const type of ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::DomainName']) {
      expect(endpoint(domain[role], type)).toEqual({ Types: ['REGIONAL'] });
      expect(endpoint(gated[role], type)).toEqual({ IpAddressType: 'dualstack', Types: ['REGIONAL'] });
    }
  });

  it('lets health checkers in, from any address, where the allow list refuses', () => {
    const [inside, open] = api(gated[role]).Policy.Statement;
    expect(open).not.toHaveProperty('Condition');
    expect(open.Resource).toContain('execute-api:/prod/GET/health');
    expect(inside.Resource).not.toContain('execute-api:/prod/GET/health');
  });

  it('has the same policy with the name as without: it names stage, method and route, and no host', async () => {
    const without = await synthesized({ source: { ...GATED, operatorRanges: [] } });
    const withName = await withDomain({ source: { ...GATED, operatorRanges: [] } });
    expect(api(withName[role]).Policy).toEqual(api(without[role]).Policy);
    await without.remove();
    await withName.remove();
  });

  it('has nothing of all this without a domain', () => {
    expect(typesOf(plain[role]).filter((type) => DOMAIN_TYPES.includes(type))).toEqual([]);
    expect(plain[role].Outputs).not.toHaveProperty('DomainTarget');
  });
});

it('says nothing of the domain in the static stack', () => {
  expect(domain.static).toEqual(plain.static);
});

it('is made of two halves that do not name each other', () => {
  for (const [role, other] of [ROLES, ROLES.toReversed()]) {
    const { regions } = domain.settings;
    const journals = `${domain.settings.name}-journal-${regions[other as 'primary']}`;
    const halves = Object.values(domain[role as 'primary'].Resources).filter(({ Type }) =>
      DOMAIN_TYPES.includes(Type),
    );
    expect(halves).toHaveLength(DOMAIN_TYPES.length);
    expect(JSON.stringify(halves).replaceAll(journals, '')).not.toContain(regions[other as 'primary']);
  }
});
