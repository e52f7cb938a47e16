import { settings } from '../../fixtures/own/settings.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import type { Template } from '../../../infra/template-checks/template.ts';
import { ofType } from './case.ts';
import type { Cases } from './case.ts';
import { LEAST_PRIVILEGE } from './least-privilege.cases.ts';
import { NO_WIDER_ROLE } from './no-wider-role.cases.ts';
import { REACHABLE } from './reachable.cases.ts';

const { primary: PRIMARY, secondary: SECONDARY, static: STATIC } = settings.regions;

const holding = (value: unknown): Template => ofType('AWS::Test::Thing', { a: value });

const distribution = (methods: readonly string[], target: string): Template =>
  ofType('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      OriginGroups: { Items: [{ Id: 'group' }] },
      DefaultCacheBehavior: { AllowedMethods: ['GET', 'HEAD'], TargetOriginId: 'group' },
      CacheBehaviors: [{ AllowedMethods: methods, TargetOriginId: target }],
    },
  });

const inRegions = (regions: Partial<Settings['regions']>): Settings => ({
  ...settings,
  regions: { ...settings.regions, ...regions },
});

/** For every rule what breaks it, and what comes close and does not. everyAssetIsBundled: check-assembly.test.ts. */
export const CASES: Readonly<Record<string, Cases>> = {
  'least-privilege': LEAST_PRIVILEGE,
  'no-wider-role': NO_WIDER_ROLE,
  ...REACHABLE,
  'no-circle': {
    broken: [
      {
        what: 'a resource that waits for itself',
        role: 'static',
        template: holding({ Ref: 'Thing' }),
        finds: 'circular dependency: Thing',
      },
    ],
    kept: [{ what: 'a parameter', role: 'primary', template: holding({ Ref: 'AWS::Region' }) }],
  },
  'no-reference-to-another-stack': {
    broken: (['primary', 'static'] as const).flatMap((role) =>
      ['Fn::ImportValue', 'Fn::GetStackOutput'].map((name) => ({
        what: name,
        role,
        template: holding({ [name]: 'x' }),
        finds: `Resources.Thing.Properties.a.${name} refers to another stack`,
      })),
    ),
    kept: [
      { what: 'a reference inside', role: 'primary', template: holding({ 'Fn::GetAtt': ['Other', 'Arn'] }) },
    ],
  },
  'no-other-region': {
    broken: [
      {
        what: "the secondary's region in the primary",
        role: 'primary',
        template: holding(`x.${SECONDARY}.y`),
        finds: `Resources.Thing.Properties.a names ${SECONDARY}, the secondary region: "x.${SECONDARY}.y"`,
      },
      {
        what: "the primary's region in the secondary",
        role: 'secondary',
        template: holding(`x.${PRIMARY}.y`),
        finds: 'the primary region',
      },
      {
        what: 'a journal in the static stack',
        role: 'static',
        template: holding(`${settings.name}-journal-${PRIMARY}-`),
        finds: 'the primary region',
      },
      {
        what: 'the static region beside its bucket',
        role: 'primary',
        template: holding(`sns.${STATIC}.y`),
        finds: 'the static region',
      },
      {
        what: 'another region in a variable beside SETTINGS',
        role: 'primary',
        template: holding({ Variables: { SETTINGS_BESIDE: `journal-${SECONDARY}` } }),
        finds: 'the secondary region',
      },
      {
        what: 'another region in an output',
        role: 'primary',
        template: { Outputs: { Other: { Value: `https://x.${SECONDARY}.y` } } },
        finds: `Outputs.Other.Value names ${SECONDARY}`,
      },
      // Only the body of a dashboard is looked at by people.
      ...(['Dashboard.DashboardName', 'Alarm.DashboardBody'] as const).map((what) => ({
        what,
        role: 'static' as const,
        template: ofType(`AWS::CloudWatch::${what.split('.')[0]}`, { [what.split('.')[1] ?? '']: PRIMARY }),
        finds: `${what.split('.')[1]} names`,
      })),
    ],
    kept: [
      {
        what: "its own region, the static tier's bucket, both journals and the user's own settings",
        role: 'secondary',
        template: holding([
          `api.${SECONDARY}.amazonaws.com`,
          `${settings.name}-static-${STATIC}-`,
          `.s3.${STATIC}.amazonaws.com`,
          `${settings.name}-journal-${PRIMARY}-`,
          { Variables: { SETTINGS: `{"otherUri":"wss://bot.${PRIMARY}.example.com"}` } },
          { Variables: { SETTINGS: { 'Fn::Join': ['', [`wss://bot.${PRIMARY}.example.com`]] } } },
        ]),
      },
      {
        what: "another region's metric in a widget: read only while the dashboard is open",
        role: 'primary',
        template: ofType('AWS::CloudWatch::Dashboard', { DashboardBody: { 'Fn::Join': ['', [SECONDARY]] } }),
      },
    ],
  },
  'no-control-plane-region': {
    broken: [
      {
        what: 'a name in it',
        role: 'secondary',
        template: holding('arn:aws:sns:us-east-1:1:x'),
        finds: 'Resources.Thing.Properties.a names us-east-1',
      },
      {
        what: 'the static stack in it',
        role: 'static',
        template: {},
        settings: inRegions({ static: 'us-east-1' }),
        finds: 'the static region is us-east-1',
      },
    ],
    kept: [{ what: 'its neighbour', role: 'primary', template: holding('us-east-2') }],
  },
  'no-custom-resource': {
    broken: ['Custom::CrossRegionExportWriter', 'AWS::CloudFormation::CustomResource'].map((type) => ({
      what: type,
      role: 'primary' as const,
      template: ofType(type),
      finds: `Thing is a custom resource (${type}): a deploy step inside a serving stack`,
    })),
    kept: [
      { what: 'one in the static stack', role: 'static', template: ofType('Custom::CDKBucketDeployment') },
    ],
  },
  'static-serves-by-itself': {
    broken: [
      {
        what: 'an API in the static stack',
        role: 'static',
        template: ofType('AWS::ApiGateway::RestApi'),
        finds: 'Thing (AWS::ApiGateway::RestApi) belongs into a serving stack',
      },
      {
        what: 'a secret in the static stack',
        role: 'static',
        template: ofType('AWS::SecretsManager::Secret'),
        finds: 'belongs into a serving stack',
      },
      {
        what: 'the static stack in a serving region',
        role: 'static',
        template: {},
        settings: inRegions({ static: SECONDARY }),
        finds: `its region, ${SECONDARY}, is the secondary's`,
      },
    ],
    kept: [
      { what: 'a bucket', role: 'static', template: ofType('AWS::S3::Bucket') },
      { what: 'an API in a serving stack', role: 'primary', template: ofType('AWS::ApiGateway::RestApi') },
    ],
  },
  'no-static-tier-in-a-serving-stack': {
    broken: [
      {
        what: 'the static bucket',
        role: 'secondary',
        template: ofType('AWS::S3::Bucket', {
          BucketName: {
            'Fn::Join': ['', [`${settings.name}-static-${SECONDARY}-`, { Ref: 'AWS::AccountId' }]],
          },
        }),
        finds: 'Thing is a bucket of the static tier',
      },
    ],
    kept: [
      {
        what: 'the journal',
        role: 'secondary',
        template: ofType('AWS::S3::Bucket', { BucketName: `${settings.name}-journal-${SECONDARY}` }),
      },
      {
        what: 'its own bucket in the static stack',
        role: 'static',
        template: ofType('AWS::S3::Bucket', { BucketName: `${settings.name}-static-${STATIC}` }),
      },
    ],
  },
  'no-origin-group-beside-post': {
    broken: [
      {
        what: 'a group that is sent POST',
        role: 'primary',
        template: distribution(['GET', 'POST'], 'group'),
        finds: 'Thing sends POST to the origin group group',
      },
    ],
    kept: [
      { what: 'POST to one origin', role: 'primary', template: distribution(['GET', 'POST'], 'api') },
      { what: 'a group that is only read', role: 'static', template: distribution(['GET', 'HEAD'], 'group') },
    ],
  },
  'names-carry-the-region': {
    broken: [
      {
        what: 'a fixed name',
        role: 'primary',
        template: ofType('AWS::S3::Bucket', { BucketName: 'journal' }),
        finds: `Thing: expected ${PRIMARY} in its BucketName, found "journal"`,
      },
      {
        what: "the other region's name",
        role: 'secondary',
        template: ofType('AWS::IAM::Role', { RoleName: `answer-${PRIMARY}` }),
        finds: `expected ${SECONDARY} in its RoleName`,
      },
      {
        what: "a record with the same identifier as the other region's",
        role: 'secondary',
        template: ofType('AWS::Route53::RecordSet', { SetIdentifier: 'voice' }),
        finds: `expected ${SECONDARY} in its SetIdentifier`,
      },
    ],
    kept: [
      { what: 'no name', role: 'primary', template: ofType('AWS::S3::Bucket') },
      {
        what: 'the region',
        role: 'primary',
        template: ofType('AWS::S3::Bucket', { BucketName: { 'Fn::Join': ['-', ['journal', PRIMARY]] } }),
      },
      {
        what: 'the region by reference',
        role: 'primary',
        template: ofType('AWS::CloudFront::Function', { Name: { 'Fn::Sub': ['x', { Ref: 'AWS::Region' }] } }),
      },
    ],
  },
};
