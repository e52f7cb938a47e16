import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../../emulator/assembly/read-assembly.ts';
import { PRIMARY, SECONDARY, STATIC, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
});
afterEach(() => {
  assembly.remove();
});

const read = () => assembly.read();

describe('readAssembly', () => {
  it('reads the API: host, stage, paths, functions and timeouts', () => {
    const { api } = read().primary;
    expect(api.hostName).toMatch(/^[a-z0-9]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/);
    expect(api.stage).toBe('prod');
    expect(api.methods).toEqual([
      {
        where: { stack: PRIMARY, logicalId: 'Method', type: 'AWS::ApiGateway::Method' },
        path: '/fallback',
        permittedSources: [`${api.arn}/prod/GET/fallback`],
        httpMethod: 'GET',
        functionId: 'Function',
        integrationTimeoutMs: { value: 1200, isDefault: false },
        apiKeyRequired: false,
      },
    ]);
    expect(api.gatewayResponses).toMatchObject([{ responseType: 'INTEGRATION_TIMEOUT', statusCode: 502 }]);
  });

  it('resolves the environment of a function and finds its code in the folder that was read', () => {
    const { functions, secrets, buckets } = read().secondary;
    expect(functions).toMatchObject({
      Function: {
        codeDirectory: join(assembly.folder, 'asset.code'),
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        memoryMb: 1024,
        timeoutMs: 2000,
        environment: { SECRET: secrets[0]?.arn, BUCKET: 'journal-eu-west-1-111111111111' },
      },
    });
    expect(secrets).toMatchObject([{ name: 'signature', value: '{"current":"x"}' }]);
    expect(secrets[0]?.arn).toMatch(/^arn:aws:secretsmanager:eu-west-1:111111111111:secret:signature-\w{6}$/);
    expect(buckets).toMatchObject([
      { name: 'journal-eu-west-1-111111111111', region: 'eu-west-1', objects: [] },
    ]);
  });

  it('reads the distribution: origins, behaviours in order with the default one last, error responses', () => {
    const { distribution, api } = read().primary;
    expect(distribution.hostName).toMatch(/^[a-z0-9]{14}\.cloudfront\.net$/);
    expect(distribution.origins).toMatchObject([
      {
        id: 'api',
        kind: 'custom',
        hostName: api.hostName,
        originPath: '/prod',
        hasOriginAccessControl: false,
        connectionAttempts: { value: 1, isDefault: false },
        connectionTimeoutMs: { value: 1000, isDefault: false },
        readTimeoutMs: { value: 2000, isDefault: false },
      },
      {
        id: 'static',
        kind: 's3',
        hostName: 'files-111111111111.s3.eu-north-1.amazonaws.com',
        hasOriginAccessControl: true,
        connectionAttempts: { value: 3, isDefault: true },
        connectionTimeoutMs: { value: 10_000, isDefault: true },
        readTimeoutMs: { value: 30_000, isDefault: true },
      },
    ]);
    expect(distribution.behaviors).toMatchObject([
      { pathPattern: '/static/*', originId: 'static', allowedMethods: ['GET', 'HEAD'], caches: true },
      {
        pathPattern: '*',
        originId: 'api',
        caches: false,
        forwards: { headers: 'all-except', headerNames: ['host'], queryString: true },
      },
    ]);
    expect(distribution.errorResponses).toEqual([
      {
        errorCode: 502,
        responseCode: 200,
        responsePagePath: '/static/fallback.json',
        errorCachingMinTtlSeconds: { value: 0, isDefault: false },
      },
    ]);
  });

  it('reads static objects with their type, their place, and the values unknown at synth filled in', () => {
    const { buckets, distribution } = read().static;
    expect(buckets[0]?.cloudFrontAccess).toEqual([
      { keys: ['static/*'], sourceArnLike: 'arn:aws:cloudfront::111111111111:distribution/*' },
    ]);
    expect(buckets[0]?.objects).toMatchObject([
      { key: 'static/fallback.json', contentType: 'application/json', cacheControl: 'max-age=60' },
      { key: 'static/played.json', where: { stack: STATIC, logicalId: 'Nccos' } },
    ]);
    const played = Buffer.from(buckets[0]?.objects[1]?.bodyBase64 ?? '', 'base64').toString();
    expect(JSON.parse(played)).toEqual([
      { action: 'stream', streamUrl: [`https://${distribution.hostName}/audio/a.wav`] },
    ]);
  });

  it('knows what a distribution deploys at a path, to name it', () => {
    expect(read().primary.distribution.origins[1]?.objects?.[0]).toEqual({
      key: 'static/fallback.json',
      where: { stack: STATIC, logicalId: 'Nccos', type: 'Custom::CDKBucketDeployment' },
      source: join(assembly.folder, 'asset.files/fallback.json'),
    });
  });

  it('resolves outputs', () => {
    const { primary, static: tier } = read();
    expect(primary.outputs['FallbackDirectUrl']).toBe(`https://${primary.api.hostName}/prod/fallback`);
    expect(primary.outputs['FrontUrl']).toBe(`https://${primary.distribution.hostName}`);
    expect(tier.outputs['StaticFallbackUrl']).toBe(
      `https://${tier.distribution.hostName}/static/fallback.json`,
    );
  });

  it('gives the same names each time, and others in each stack', () => {
    const first = read();
    const second = read();
    expect(second.primary.api.id).toBe(first.primary.api.id);
    expect(first.secondary.api.id).not.toBe(first.primary.api.id);
    expect(first.secondary.distribution.hostName).not.toBe(first.primary.distribution.hostName);
  });

  it('tells primary and secondary by the output Role, not by order or name', () => {
    assembly.set(PRIMARY, 'Outputs.Role.Value', 'secondary');
    assembly.set(SECONDARY, 'Outputs.Role.Value', 'primary');
    expect(read().primary.stack).toBe(SECONDARY);
  });

  it.each([
    [
      'an account that the stack names',
      'aws://222222222222/eu-central-1',
      'journal-eu-central-1-222222222222',
    ],
    [
      'the placeholder where it names none',
      'aws://unknown-account/eu-central-1',
      'journal-eu-central-1-111111111111',
    ],
  ])('takes %s', (_case, environment, bucket) => {
    Object.assign(assembly.manifest.artifacts[PRIMARY] ?? {}, { environment });
    expect(read().primary.buckets[0]?.name).toBe(bucket);
  });

  it('leaves out a resource whose condition does not hold', () => {
    assembly.set(PRIMARY, 'Conditions.Never', {
      'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, { 'Fn::Equals': ['a', 'b'] }],
    });
    assembly.set(PRIMARY, 'Resources.Queue', { Type: 'AWS::SQS::Queue', Condition: 'Never' });
    expect(read().primary.stack).toBe(PRIMARY);
  });
});

describe('readAssembly of a broken assembly', () => {
  it('says that there is no such folder', () => {
    expect(() => readAssembly(join(assembly.folder, 'nowhere'))).toThrow(
      /expected a cloud assembly in .*nowhere; found no such folder. Name the folder that cdk synth wrote/,
    );
  });

  it('says that the folder holds no manifest', () => {
    expect(() => readAssembly(assembly.folder)).toThrow(/found no manifest.json in it/);
  });

  it('refuses another schema version', () => {
    assembly.manifest.version = '41.0.0';
    expect(read).toThrow(/expected a cloud assembly of schema 55; found schema 41\.0\.0/);
  });

  it.each([
    [
      'a template that is gone',
      `${PRIMARY}.template.json`,
      /expected the file .*template\.json; found ENOENT/,
    ],
    ['an asset folder that is gone', 'asset.code', /Function .*expected index\.cjs.*found no such folder/],
    [
      'a static file’s asset that is gone',
      'asset.files',
      /Nccos .*expected the folder .*asset\.files; found nothing/,
    ],
  ])('names %s', (_case, path, message) => {
    assembly.write();
    rmSync(join(assembly.folder, path), { recursive: true });
    expect(() => readAssembly(assembly.folder)).toThrow(message);
  });

  it('refuses a code asset without the handler’s module', () => {
    delete assembly.files['asset.code/index.cjs'];
    assembly.files['asset.code/main.cjs'] = '';
    expect(read).toThrow(
      /app-eu-central-1 \/ Function \(AWS::Lambda::Function\): expected index\.cjs, index\.mjs, index\.js/,
    );
  });

  it.each([
    [PRIMARY, /expected one stack with output Role primary; found none of app-eu-west-1, app-static/],
    [
      STATIC,
      /expected one stack with output StaticFallbackUrl; found none of app-eu-central-1, app-eu-west-1/,
    ],
  ])('says that %s is missing', (name, message) => {
    Reflect.deleteProperty(assembly.manifest.artifacts, name);
    expect(read).toThrow(message);
  });

  it('refuses a stack that is none of the three', () => {
    const { artifacts } = assembly.manifest;
    artifacts['fourth'] = { ...artifacts[STATIC], properties: { templateFile: 'fourth.template.json' } };
    assembly.templates['fourth'] = { Resources: {}, Outputs: {} };
    expect(read).toThrow(/also stack fourth, which is none of them/);
  });

  it('refuses a reference to a resource that is not there', () => {
    assembly.set(PRIMARY, 'Resources.Secret', undefined);
    expect(read).toThrow(/found a reference to Secret, which is not in it/);
  });

  it('refuses names that depend on each other', () => {
    assembly.set(PRIMARY, 'Journal.BucketName', { Ref: 'Journal' });
    expect(read).toThrow(/found a circle through Journal/);
  });
});
