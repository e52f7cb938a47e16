import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../../../contracts/signature-secret.ts';
import { stackName } from '../../../contracts/settings/physical-names.ts';
import type { Role, Template, TemplateResource } from '../../../cli/stacks/assembly.ts';

export const STACKS = {
  static: stackName(settings, 'static'),
  secondary: stackName(settings, 'secondary'),
  primary: stackName(settings, 'primary'),
} as const;

export const REGIONS = settings.regions;
export const ACCOUNT = '111122223333';

const bucket = (name: string): TemplateResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: { 'Fn::Join': ['', [`${name}-`, { Ref: 'AWS::AccountId' }]] } },
  DeletionPolicy: 'RetainExceptOnCreate',
});

/** The kinds of resources that the project has, one or two of each. */
export const templateOf = (role: Role): Template =>
  role === 'static'
    ? {
        Resources: {
          StaticBucket: bucket(`${settings.name}-static-${REGIONS.static}`),
          DeploymentLogs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
        },
        Outputs: {
          Region: { Value: REGIONS.static },
          StaticFallbackUrl: { Value: 'https://static.example.com/static/fallback.json' },
        },
      }
    : {
        Resources: {
          JournalBucket: bucket(`${settings.name}-journal-${REGIONS[role]}`),
          SignatureSecret: {
            Type: 'AWS::SecretsManager::Secret',
            Properties: { SecretString: 'a placeholder' },
            DeletionPolicy: 'Retain',
          },
          AnswerLogs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
          AnswerFunction: {
            Type: 'AWS::Lambda::Function',
            Properties: { MemorySize: 1024, Timeout: 2 },
          },
        },
        Outputs: { Region: { Value: REGIONS[role] }, Role: { Value: role } },
      };

export interface WrittenAssembly {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** A cloud assembly in a folder of its own, as far as it is read. */
export async function writeAssembly(
  change: (role: Role, template: Template) => Template = (_role, template) => template,
): Promise<WrittenAssembly> {
  const folder = await mkdtemp(join(tmpdir(), 'an-assembly-'));
  const artifacts: Record<string, object> = {};
  for (const role of ['primary', 'static', 'secondary'] as const) {
    const name = STACKS[role];
    artifacts[`${name}.assets`] = {
      type: 'cdk:asset-manifest',
      properties: {
        file: `${name}.assets.json`,
        requiresBootstrapStackVersion: 7,
        bootstrapStackVersionSsmParameter: '/cdk-bootstrap/hnb659fds/version',
      },
    };
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: `aws://unknown-account/${REGIONS[role]}`,
      properties: {
        templateFile: `${name}.template.json`,
        requiresBootstrapStackVersion: 6,
        bootstrapStackVersionSsmParameter: '/cdk-bootstrap/hnb659fds/version',
        stackTemplateAssetObjectUrl: `s3://assets-${REGIONS[role]}/${name}.json`,
      },
      dependencies: [`${name}.assets`],
    };
    await writeFile(
      join(folder, `${name}.template.json`),
      JSON.stringify(change(role, templateOf(role)), null, 1),
    );
    await writeFile(
      join(folder, `${name}.assets.json`),
      JSON.stringify({
        version: '55.0.0',
        files: {
          template: {
            displayName: `${name} Template`,
            source: { path: `${name}.template.json`, packaging: 'file' },
            destinations: {
              here: {
                bucketName: `assets-${REGIONS[role]}`,
                objectKey: `${name}.json`,
                region: REGIONS[role],
              },
            },
          },
        },
      }),
    );
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** With the outputs of a stack that is up. */
export const withOutputs = (role: Role, template: Template): Template =>
  role === 'static'
    ? template
    : {
        Resources: {
          ...template.Resources,
          SignatureSecret: {
            Type: 'AWS::SecretsManager::Secret',
            Properties: { SecretString: UNCONFIGURED_SIGNATURE_SECRET },
            DeletionPolicy: 'Retain',
          },
        },
        Outputs: {
          ...template.Outputs,
          ApiUrl: { Value: `https://api.${REGIONS[role]}.example.com/prod` },
          AnswerUrl: { Value: `https://api.${REGIONS[role]}.example.com/prod/answer` },
          FallbackUrl: { Value: `https://distribution.${REGIONS[role]}.example.com/fallback` },
          SignatureSecretArn: { Value: { Ref: 'SignatureSecret' } },
          SyntheticCheckFunction: { Value: { Ref: 'AnswerFunction' } },
        },
      };
