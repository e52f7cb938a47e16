import { resourcesOf, resolveName } from '../../stacks/assembly.ts';
import type { Template, TemplateResource } from '../../stacks/assembly.ts';
import { shortName } from './describe-functions.ts';

/** Resources of one kind, in people's words. */
export interface Holding {
  readonly what: string;
  readonly details: string;
}

type Resources = readonly (readonly [logicalId: string, resource: TemplateResource])[];
type Describe = (resources: Resources, template: Template, region: string) => string;

const count = (resources: Resources): string => String(resources.length);

/** Kinds that are worth a line, in the order in which they are listed. */
const KINDS: Readonly<Record<string, { readonly what: string; readonly details: Describe }>> = {
  'AWS::ApiGateway::RestApi': {
    what: 'REST API',
    details: (_apis, template) => routes(template).join(', '),
  },
  'AWS::CloudFront::Distribution': { what: 'CloudFront distributions', details: count },
  'AWS::CloudFront::Function': { what: 'CloudFront functions', details: count },
  'AWS::S3::Bucket': {
    what: 'buckets',
    details: (buckets, _template, region) =>
      buckets.map(([id, resource]) => describeBucket(id, resource, region)).join(', '),
  },
  'Custom::CDKBucketDeployment': {
    what: 'files',
    details: (all) =>
      all.map(([, { Properties }]) => `${String(Properties?.['DestinationBucketKeyPrefix'])}/`).join(', '),
  },
  'AWS::SecretsManager::Secret': {
    what: 'secrets',
    details: (secrets) => secrets.map(([id, resource]) => `${shortName(id, '')}${kept(resource)}`).join(', '),
  },
  'AWS::CloudWatch::Alarm': {
    what: 'alarms',
    details: (alarms) => `${count(alarms)}: ${alarms.map(([id]) => shortName(id, 'Alarm')).join(', ')}`,
  },
  'AWS::CloudWatch::CompositeAlarm': { what: 'composite alarms', details: count },
  'AWS::CloudWatch::Dashboard': { what: 'dashboards', details: count },
  'AWS::SNS::Topic': { what: 'topics', details: count },
  'AWS::SNS::Subscription': {
    what: 'subscriptions',
    details: (all) => all.map(([, { Properties }]) => String(Properties?.['Endpoint'])).join(', '),
  },
  'AWS::Events::Rule': {
    what: 'schedules',
    details: (rules) =>
      rules.map(([, { Properties }]) => String(Properties?.['ScheduleExpression'])).join(', '),
  },
  'AWS::Logs::LogGroup': {
    what: 'log groups',
    details: (groups) => {
      const days = new Set(
        groups.map(([, { Properties }]) => String(Properties?.['RetentionInDays'] ?? 'all')),
      );
      return `${count(groups)}, kept ${[...days].join(' or ')} days`;
    },
  },
  'AWS::IAM::Role': { what: 'roles', details: count },
  'AWS::ApiGateway::DomainName': { what: 'custom domains', details: count },
  'AWS::CertificateManager::Certificate': { what: 'certificates', details: count },
  'AWS::Route53::RecordSet': { what: 'DNS records', details: count },
  'AWS::Route53::HealthCheck': { what: 'health checks', details: count },
};

/** Everything but the functions. */
export function describeHoldings(template: Template, region: string): readonly Holding[] {
  const described = Object.entries(KINDS).flatMap(([type, { what, details }]): readonly Holding[] => {
    const resources = resourcesOf(template, type);
    return resources.length === 0 ? [] : [{ what, details: details(resources, template, region) }];
  });
  const others = Object.values(template.Resources).filter(
    ({ Type }) => !(Type in KINDS) && Type !== 'AWS::Lambda::Function',
  ).length;
  return others === 0
    ? described
    : [...described, { what: 'and', details: `${String(others)} resources that belong to these` }];
}

const kept = ({ DeletionPolicy = 'Delete' }: TemplateResource): string =>
  DeletionPolicy.startsWith('Retain') ? ' (stays when the stack is destroyed)' : '';

function describeBucket(id: string, resource: TemplateResource, region: string): string {
  const { BucketName, LifecycleConfiguration } = resource.Properties ?? {};
  const rules = (LifecycleConfiguration as { Rules?: readonly { ExpirationInDays?: number }[] } | undefined)
    ?.Rules;
  const days = rules?.find(({ ExpirationInDays }) => ExpirationInDays !== undefined)?.ExpirationInDays;
  const expires = days === undefined ? '' : `, objects expire after ${String(days)} days`;
  return `${resolveName(BucketName, { account: 'ACCOUNT', region }) ?? id}${expires}${kept(resource)}`;
}

/** `POST /event/{state}` of each method. */
function routes(template: Template): readonly string[] {
  const pathOf = (value: unknown): string => {
    const id = (value as { readonly Ref?: string } | undefined)?.Ref ?? '';
    const { ParentId, PathPart } = template.Resources[id]?.Properties ?? {};
    return PathPart === undefined ? '' : `${pathOf(ParentId)}/${String(PathPart)}`;
  };
  return resourcesOf(template, 'AWS::ApiGateway::Method').map(
    ([, { Properties = {} }]) => `${String(Properties['HttpMethod'])} ${pathOf(Properties['ResourceId'])}`,
  );
}
