import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CODE, addAllowList } from './an-allow-list.ts';
import { PRIMARY, SECONDARY, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
  addAllowList(assembly);
});
afterEach(() => {
  assembly.remove();
});

const primary = () => assembly.read().primary;
const where = (logicalId: string, type: string) => ({ stack: PRIMARY, logicalId, type });

describe('readAssembly reads the IP allow list', () => {
  it('the resource policy, by stage, method and path', () => {
    expect(primary().api.policy).toEqual([
      {
        effect: 'Allow',
        calls: ['prod/GET/fallback'],
        conditions: [{ operator: 'IpAddress', ranges: ['216.147.0.0/18', '2001:db8::/32'] }],
      },
    ]);
    expect(assembly.read().secondary.api.policy).toBeUndefined();
  });

  it('a policy of one text each, without conditions, for everything', () => {
    assembly.set(PRIMARY, 'Api.Policy.Statement', [
      { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['execute-api:*'], Resource: 'execute-api:/*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:sourceip': '192.0.2.1' } },
      },
    ]);
    expect(primary().api.policy).toEqual([
      { effect: 'Allow', calls: ['*'], conditions: [] },
      { effect: 'Deny', calls: ['*'], conditions: [{ operator: 'NotIpAddress', ranges: ['192.0.2.1'] }] },
    ]);
  });

  it('the key that the gateway asks for, which is the one that the distribution adds', () => {
    const { api, distribution, secrets } = primary();
    expect(api.methods.map(({ apiKeyRequired }) => apiKeyRequired)).toEqual([true]);
    const made = secrets.find(({ where: { logicalId } }) => logicalId === 'KeySecret')?.value;
    expect(made).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(new Set(made).size).toBeGreaterThan(20);
    expect(api.apiKeys).toEqual([
      { where: where('Key', 'AWS::ApiGateway::ApiKey'), id: expect.any(String), value: made },
    ]);
    expect(distribution.origins[0]?.customHeaders).toEqual({ 'x-api-key': made });
  });

  it('a generated secret of the length that Secrets Manager gives one', () => {
    assembly.set(PRIMARY, 'KeySecret.GenerateSecretString.PasswordLength', undefined);
    expect(primary().api.apiKeys[0]?.value).toHaveLength(32);
  });

  it('another key in another stack, the same one when it is read again', () => {
    const first = primary().api.apiKeys;
    for (const id of ['KeySecret', 'Key', 'Plan', 'PlanKey'])
      assembly.set(SECONDARY, `Resources.${id}`, assembly.get(PRIMARY, `Resources.${id}`));
    const { primary: again, secondary } = assembly.read();
    expect(again.api.apiKeys).toEqual(first);
    expect(secondary.api.apiKeys[0]?.value).not.toBe(first[0]?.value);
  });

  it.each([
    ['that is disabled', 'Key.Enabled', false],
    ['that says nothing of it', 'Key.Enabled', undefined],
    ['in no plan', 'PlanKey.UsagePlanId', 'another'],
    ['in a plan of another API', 'Plan.ApiStages.0.ApiId', 'another'],
    ['in a plan of another stage', 'Plan.ApiStages.0.Stage', 'another'],
    ['of a plan without stages', 'Plan.ApiStages', undefined],
  ])('no key %s', (_case, path, value) => {
    assembly.set(PRIMARY, path, value);
    expect(primary().api.apiKeys).toEqual([]);
  });

  it('the function that a behaviour runs, and no other behaviour', () => {
    expect(primary().distribution.behaviors.map(({ viewerRequest }) => viewerRequest)).toEqual([
      undefined,
      { where: where('EdgeFunction', 'AWS::CloudFront::Function'), code: CODE },
    ]);
  });

  it('a reference to a secret by name, in the middle of a text', () => {
    assembly.set(PRIMARY, 'Function.Environment.Variables.X', 'a {{resolve:secretsmanager:signature}} b');
    expect(primary().functions['Function']?.environment['X']).toBe('a {"current":"x"} b');
  });
});
