import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addAllowList } from './an-allow-list.ts';
import { PRIMARY, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
  addAllowList(assembly);
});
afterEach(() => {
  assembly.remove();
});

const read = () => assembly.read();
const STATEMENT = 'Api.Policy.Statement.0';
const CONDITION = `${STATEMENT}.Condition`;
const ASSOCIATIONS = 'Front.DistributionConfig.DefaultCacheBehavior.FunctionAssociations';
const GENERATED = 'KeySecret.GenerateSecretString';

describe('readAssembly refuses by name what the emulator cannot judge by', () => {
  it.each<[string, unknown, string]>([
    [`${STATEMENT}.Principal`, { AWS: 'arn:x' }, 'Statement[0].Principal {"AWS":"arn:x"}'],
    [`${STATEMENT}.NotPrincipal`, '*', 'Statement[0].NotPrincipal'],
    [`${STATEMENT}.Action`, 'execute-api:ManageConnections', 'Statement[0].Action execute-api:Manage'],
    [`${STATEMENT}.NotResource`, '*', 'Statement[0].NotResource'],
    [`${STATEMENT}.Resource`, ['arn:aws:execute-api:x'], 'Statement[0].Resource arn:aws:execute-api:x'],
    [CONDITION, { StringEquals: { 'aws:SourceVpc': 'x' } }, 'Condition.StringEquals'],
    [CONDITION, { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, 'IpAddress of aws:VpcSourceIp'],
    ['Plan.Throttle', { RateLimit: 1 }, 'Throttle'],
    ['Plan.Quota', { Limit: 1 }, 'Quota'],
    ['Plan.ApiStages.0.Throttle', { '/fallback/GET': { RateLimit: 1 } }, 'ApiStages[0].Throttle'],
    ['Key.StageKeys', [{ RestApiId: 'x' }], 'StageKeys'],
    ['Key.Value', undefined, 'a Value that API Gateway makes up'],
    ['Key.Value', '{{resolve:ssm:/a/key}}', '{{resolve:ssm:/a/key}}'],
    [
      'Key.Value',
      '{{resolve:secretsmanager:signature:SecretString:current}}',
      '{{resolve:secretsmanager:sig',
    ],
    ['Key.Value', '{{resolve:secretsmanager:elsewhere}}', '{{resolve:secretsmanager:elsewhere}}'],
    [`${GENERATED}.ExcludePunctuation`, false, 'a generated secret with punctuation'],
    [`${GENERATED}.ExcludeCharacters`, 'a', 'GenerateSecretString.ExcludeCharacters'],
    [`${ASSOCIATIONS}.0.EventType`, 'viewer-response', 'DefaultCacheBehavior.FunctionAssociations'],
    [`${ASSOCIATIONS}.1`, { EventType: 'viewer-response' }, 'DefaultCacheBehavior.FunctionAssociations'],
    [`${ASSOCIATIONS}.0.FunctionARN`, 'arn:x', 'FunctionAssociations[0].FunctionARN arn:x'],
    ['EdgeFunction.FunctionConfig.Runtime', 'cloudfront-js-1.0', 'FunctionConfig.Runtime cloudfront-js-1.0'],
    ['EdgeFunction.FunctionConfig.KeyValueStoreAssociations', [{}], 'KeyValueStoreAssociations'],
    ['EdgeFunction.FunctionCode', "const a = require('crypto');", 'FunctionCode with modules'],
    ['EdgeFunction.FunctionCode', "import cf from 'cloudfront';", 'FunctionCode with modules'],
  ])('%s = %j', (path, value, setting) => {
    assembly.set(PRIMARY, path, value);
    expect(read).toThrow('the emulator does not emulate');
    expect(read).toThrow(setting);
    const [logicalId = ''] = path.split('.');
    expect(read).toThrow(`${PRIMARY} / ${logicalId} (`);
  });
});

describe('readAssembly refuses what AWS would refuse', () => {
  it.each<[string, unknown, RegExp]>([
    [`${STATEMENT}.Effect`, 'Maybe', /expected Allow or Deny in .*Effect; found "Maybe"/],
    [`${CONDITION}.IpAddress`, { 'aws:SourceIp': ['216.147.0.0/33'] }, /expected addresses or CIDR blocks/],
    [`${CONDITION}.IpAddress`, { 'aws:SourceIp': ['2001:db8::/129'] }, /expected addresses or CIDR blocks/],
    [`${CONDITION}.IpAddress`, { 'aws:SourceIp': 'vonage' }, /expected addresses or CIDR blocks/],
    [`${CONDITION}.IpAddress`, { 'aws:SourceIp': [] }, /expected addresses or CIDR blocks/],
    ['Key.Value', 'x'.repeat(129), /expected 20 to 128 characters in Value/],
    ['Key.Value', 'short', /expected 20 to 128 characters in Value/],
    [`${GENERATED}.PasswordLength`, 0, /expected 1 to 4096 in GenerateSecretString\.PasswordLength; found 0/],
    ['EdgeFunction.AutoPublish', false, /expected true in AutoPublish.*only what is published/],
    [
      'EdgeFunction.FunctionCode',
      ' '.repeat(10_241),
      /at most 10240 bytes in FunctionCode; found 10241 bytes/,
    ],
    ['EdgeFunction.FunctionCode', 'function (', /expected JavaScript in FunctionCode; found SyntaxError/],
  ])('%s = %j', (path, value, message) => {
    assembly.set(PRIMARY, path, value);
    expect(read).toThrow(message);
  });

  it('takes a function of exactly as many bytes as CloudFront does', () => {
    assembly.set(PRIMARY, 'EdgeFunction.FunctionCode', ' '.repeat(10_240));
    expect(read).not.toThrow();
  });
});
