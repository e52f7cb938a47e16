import { readdirSync, readFileSync } from 'node:fs';
import { LEAST_OF_THE_STACK } from '../../../cli/destroy/function-logs.ts';
import { actionsFor, isNamed, listed, PIPELINE, statements } from './documented-actions.ts';
import {
  actionsOfFile,
  actionsOfImports,
  actionsOfLookUps,
  filesWithRequests,
  neededActions,
} from './needed-actions.ts';

const PURPOSES = [
  'Deploying',
  'Reading back',
  'Smoke',
  'Smoke, where `drillable`',
  '`--adopt`',
  'Destroying',
] as const;
const OF_THE_PIPELINE = PURPOSES.slice(0, 4);

/** Not of the commands: of the CDK's CLI, which does all else by the roles that bootstrap made. */
const OF_THE_CDK = 'sts:AssumeRole';

const INFRA = new URL('../../../infra/', import.meta.url);

describe('the permissions of docs/decisions/024-deploy.md', () => {
  it('are those of every request that the commands make, and no others', async () => {
    const documented = new Set(PURPOSES.flatMap(actionsFor));
    const needed = await neededActions();
    expect([...needed].filter((action) => !documented.has(action))).toEqual([]);
    expect([...documented].filter((action) => !needed.has(action))).toEqual([]);
  });

  it.each([
    ['rotate/secrets-manager.ts', ['Deploying']],
    ['stacks/aws/functions.ts', ['Deploying']],
    ['stacks/aws/stack-secrets.ts', ['Destroying']],
    ['stacks/aws/buckets.ts', ['Destroying']],
    ['smoke/aws/journal-objects.ts', ['Smoke']],
    ['smoke/aws/function-control.ts', ['Smoke', 'Smoke, where `drillable`']],
  ] as const)('name what %s needs for %j', (file, purposes) => {
    const documented = purposes.flatMap(actionsFor);
    const needed = actionsOfFile(file);
    expect(needed.length).toBeGreaterThan(0);
    expect(needed.filter((action) => !documented.includes(action))).toEqual([]);
  });

  it('name what the look-ups need for reading back', () => {
    const needed = new Set(actionsOfLookUps());
    expect([...needed].toSorted()).toEqual(actionsFor('Reading back').toSorted());
  });
});

describe('the role of docs/pipeline.md that deploys', () => {
  const allowed = statements().flatMap(({ Action }) => listed(Action));

  it('may all that deploy and smoke need', () => {
    const needed = OF_THE_PIPELINE.flatMap(actionsFor);
    expect(needed.filter((action) => !allowed.some((pattern) => isNamed(pattern, action)))).toEqual([]);
  });

  it('may nothing that they do not need', () => {
    const needed = [OF_THE_CDK, ...OF_THE_PIPELINE.flatMap(actionsFor)];
    expect(allowed.filter((pattern) => !needed.some((action) => isNamed(pattern, action)))).toEqual([]);
  });

  it('may change a function only by a statement that is left out where it is not drillable', () => {
    const [drillable, ...others] = statements().filter(({ Sid }) => Sid === 'Drillable');
    expect(others).toEqual([]);
    expect(listed(drillable?.Action ?? [])).toEqual(actionsFor('Smoke, where `drillable`'));
    expect(PIPELINE).toContain('Leave out `Drillable`');
  });

  it('may look up every secret that the stacks have', () => {
    const ids = readdirSync(INFRA, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(new URL(file, INFRA), 'utf8').matchAll(/new Secret\(\w+, '(\w+)'/g),
      ])
      .map(([, id = '']) => id);
    const patterns = statements()
      .filter(({ Action }) => listed(Action).includes('secretsmanager:DescribeSecret'))
      .flatMap(({ Resource }) => listed(Resource));
    // CloudFormation names one that has no name of its own by its logical id.
    const arnOf = (id: string) =>
      `arn:aws:secretsmanager:eu-west-1:ACCOUNT:secret:${id}A1B2C3D4-RCbFVm28JZez-a1b2c3`;
    expect(ids.toSorted()).toEqual(['FrontKeySecret', 'SignatureSecret']);
    expect(ids.filter((id) => !patterns.some((pattern) => isNamed(pattern, arnOf(id))))).toEqual([]);
  });

  it('says for which names its pattern of functions holds: as many characters as CloudFormation leaves', () => {
    expect(PIPELINE).toContain(`a \`name\` of up to ${String(LEAST_OF_THE_STACK)} characters`);
  });
});

describe('how the needed permissions are documented', () => {
  it('every file that writes a plain request is asked', () => {
    expect(filesWithRequests()).toEqual([
      'stacks/aws/log-groups.ts',
      'stacks/aws/request-rate.ts',
      'stacks/look-ups/api-gateway.ts',
      'stacks/look-ups/lambda.ts',
      'stacks/look-ups/other-services.ts',
    ]);
  });

  it('reads what is imported, over lines, as IAM calls it; types need nothing', () => {
    const text = [
      "import {\n  HeadBucketCommand,\n  S3Client,\n} from '@aws-sdk/client-s3';",
      "import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';",
      "import type { STSClient } from '@aws-sdk/client-sts';",
    ].join('\n');
    expect(actionsOfImports(text)).toEqual(['s3:ListBucket', 'lambda:InvokeFunction']);
  });

  it('a waiter of which nothing is known is not passed over', () => {
    const text = "import { waitUntilBucketExists } from '@aws-sdk/client-s3';";
    expect(() => actionsOfImports(text)).toThrow('what does s3:waitUntilBucketExists ask?');
  });
});
