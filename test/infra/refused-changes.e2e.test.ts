import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CustomResource } from 'aws-cdk-lib';
import type { App, Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { settings } from '../fixtures/own/settings.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { RULES } from '../../infra/template-checks/check-assembly.ts';

/*
 * Changes that a developer might make to the stacks. Each change is made to the real stacks, as a line in their code would
 * make it, and then synthesized by what `npm run synth`, the deployment and every test of infra/ synthesize with.
 */

type Region = keyof typeof settings.regions;
interface Stacks {
  readonly app: App;
  readonly stack: (region: Region) => Stack;
  readonly find: <T>(region: Region, id: string) => T;
}

let change: (stacks: Stacks) => void;
const real = await import('../../infra/build-app.ts');
jest.unstable_mockModule('../../infra/build-app.ts', () => ({
  ...real,
  buildApp: (options: Parameters<typeof real.buildApp>[0]) => {
    const app = real.buildApp(options);
    const stack = (region: Region) => app.node.findChild(stackNames(settings)[region]) as Stack;
    change({ app, stack, find: <T>(region: Region, id: string) => stack(region).node.findChild(id) as T });
    return app;
  },
}));
const { synthesize } = await import('../../infra/synth.ts');

let outDir: string;
let printed: { mockRestore: () => void };
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'refused-'));
  // The CDK prints its warnings as it synthesizes.
  printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(async () => {
  printed.mockRestore();
  await rm(outDir, { recursive: true });
});

const refusal = async (made: (stacks: Stacks) => void, validate = false): Promise<string> => {
  change = made;
  return synthesize({ outDir, validate }).then(() => 'nothing was refused', String);
};

/** What the refusal says of a rule: why it stands, and what to do. */
const saysWhy = (name: string): string => {
  const rule = RULES.find((one) => one.name === name);
  return `(${name}) ${rule?.why} ${rule?.whatToDo}`;
};

const FUNCTIONS = fileURLToPath(new URL('../../functions', import.meta.url));

const CHANGES: readonly {
  readonly what: string;
  readonly made: (stacks: Stacks) => void;
  /** Rule → what it says of the place. */
  readonly refusedBy: Readonly<Record<string, string>>;
}[] = [
  {
    what: 'a role that is widened by a wildcard',
    made: ({ find }) =>
      find<Role>('primary', 'AnswerRole').addToPolicy(
        new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }),
      ),
    refusedBy: {
      'least-privilege': 'allows the action s3:*, a wildcard without a written reason',
      'no-wider-role': 'the role of Answer has a permission that is not listed: s3:* on *',
    },
  },
  {
    what: 'a role that is widened by one action on one resource',
    made: ({ find }) =>
      find<Role>('secondary', 'HealthRole').addToPolicy(
        new PolicyStatement({
          actions: ['secretsmanager:GetSecretValue'],
          resources: [find<{ readonly secretArn: string }>('secondary', 'SignatureSecret').secretArn],
        }),
      ),
    refusedBy: {
      'no-wider-role':
        'the role of Health has a permission that is not listed: secretsmanager:GetSecretValue on ${SignatureSecret}',
    },
  },
  {
    what: 'a role that is widened by a managed policy',
    made: ({ find }) =>
      find<Role>('primary', 'EventRole').addManagedPolicy(
        ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess'),
      ),
    refusedBy: {
      'least-privilege': 'policy/AmazonS3ReadOnlyAccess',
      'no-wider-role': 'the role of Event has a permission that is not listed: every permission of',
    },
  },
  {
    what: 'a grant of the CDK, which gives more than it says',
    made: ({ find }) =>
      find<Bucket>('primary', 'JournalBucket').grantRead(find<Role>('primary', 'EventRole')),
    refusedBy: {
      'least-privilege': 'allows the action s3:GetObject*, a wildcard',
      'no-wider-role':
        'the role of Event has a permission that is not listed: s3:List* on ${JournalBucket.Arn}',
    },
  },
  {
    what: 'a function that is not listed',
    made: ({ stack }) => {
      new LambdaFunction(stack('primary'), 'ReportsFunction', {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromAsset(FUNCTIONS),
      });
    },
    refusedBy: {
      'no-wider-role': 'the function Reports is not listed in function-permissions.ts',
      'every-asset-is-bundled': 'expected index.cjs alone',
    },
  },
  {
    what: 'a bucket of the static tier in a serving stack',
    made: ({ stack }) => {
      new Bucket(stack('secondary'), 'Nccos', {
        bucketName: `${settings.name}-static-${settings.regions.secondary}`,
      });
    },
    refusedBy: { 'no-static-tier-in-a-serving-stack': 'is a bucket of the static tier' },
  },
  {
    what: "a reference from one region to the other's distribution",
    made: ({ find }) =>
      find<LambdaFunction>('primary', 'EventFunction').addEnvironment(
        'OTHER_DISTRIBUTION',
        find<Distribution>('secondary', 'FrontDistribution').distributionDomainName,
      ),
    refusedBy: {
      'no-reference-to-another-stack':
        'Variables.OTHER_DISTRIBUTION.Fn::GetStackOutput refers to another stack',
      'no-other-region': `names ${settings.regions.secondary}, the secondary region`,
    },
  },
  {
    what: "an address in the other's region",
    made: ({ find }) =>
      find<LambdaFunction>('primary', 'EventFunction').addEnvironment(
        'TOPIC_ARN',
        `arn:aws:sns:${settings.regions.secondary}:111122223333:alarms`,
      ),
    refusedBy: {
      'no-other-region': `names ${settings.regions.secondary}, the secondary region`,
    },
  },
  {
    what: "a function whose settings hold its own API's URL",
    made: ({ find }) =>
      find<LambdaFunction>('primary', 'AnswerFunction').addEnvironment(
        'OWN_URL',
        find<RestApi>('primary', 'Api').urlForPath('/event'),
      ),
    refusedBy: { 'no-circle': 'circular dependency: AnswerFunction' },
  },
  {
    what: 'a custom resource in a serving stack',
    made: ({ stack }) => {
      new CustomResource(stack('secondary'), 'Seed', { serviceToken: 'arn:aws:lambda:x' });
    },
    refusedBy: { 'no-custom-resource': 'Seed is a custom resource' },
  },
  {
    what: 'a name without its region',
    made: ({ stack }) => {
      new Bucket(stack('primary'), 'Recordings', { bucketName: 'recordings' });
    },
    refusedBy: {
      'names-carry-the-region': `expected ${settings.regions.primary} in its BucketName, found "recordings"`,
    },
  },
];

describe('synthesize refuses, says where, why, and what to do:', () => {
  it.each(CHANGES.map((one) => [one.what, one] as const))('%s', async (_what, { made, refusedBy }) => {
    const said = await refusal(made);
    expect(said).toContain('The stacks must not be deployed as they are:');
    for (const [rule, place] of Object.entries(refusedBy)) {
      expect(said).toContain(place);
      expect(said).toContain(saysWhy(rule));
    }
  });

  it.each(['primary', 'secondary'] as const)(
    'settings that put the static tier into the %s region',
    async (role) => {
      const regions = { ...settings.regions, static: settings.regions[role] };
      await expect(synthesize({ outDir, settings: { ...settings, regions } })).rejects.toThrow(
        `regions.static: expected a region different from regions.${role}, found "${regions.static}"`,
      );
    },
  );

  it('a journal that is read without TLS, where AWS Solutions look', async () => {
    const said = await refusal(({ find }) => {
      find<Bucket>('primary', 'JournalBucket').node.tryRemoveChild('Policy');
    }, true);
    expect(said).toContain('ValidationFailed');
    const report = await readFile(join(outDir, 'validation-report.json'), 'utf8');
    expect(report).toContain('AwsSolutions-S10');
    expect(report).toContain('JournalBucket');
  });

  it('nothing, where nothing is changed', async () => {
    expect(await refusal(() => undefined)).toBe('nothing was refused');
  });
});
