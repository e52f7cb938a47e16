import { PRIMARY, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
  add('Version', 'AWS::Lambda::Version', { FunctionName: { Ref: 'Function' } });
  add('Alias', 'AWS::Lambda::Alias', {
    FunctionName: { Ref: 'Function' },
    FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
    Name: 'provisioned',
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 3 },
  });
  assembly.set(PRIMARY, 'Method.Integration.Uri', uri({ Ref: 'Alias' }));
});
afterEach(() => {
  assembly.remove();
});

const add = (logicalId: string, Type: string, Properties: object) =>
  assembly.set(PRIMARY, `Resources.${logicalId}`, { Type, Properties });
const uri = (arn: unknown) => ({
  'Fn::Join': [
    '',
    ['arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/', arn, '/invocations'],
  ],
});
const read = () => assembly.read().primary;

describe('readAssembly', () => {
  it('finds the function behind an alias, and how many of its environments are started ahead', () => {
    const { api, functions } = read();
    expect(api.methods[0]?.functionId).toBe('Function');
    expect(functions['Function']?.provisionedConcurrency).toBe(3);
  });

  it('finds an alias that starts none ahead', () => {
    assembly.set(PRIMARY, 'Alias.ProvisionedConcurrencyConfig', undefined);
    expect(read().functions['Function']?.provisionedConcurrency).toBe(0);
  });

  it.each([
    ['AliasArn', 'Alias'],
    ['FunctionArn', 'Version'],
  ])('knows the attribute %s of %s', (attribute, of) => {
    assembly.set(PRIMARY, 'Outputs.Seen', { Value: { 'Fn::GetAtt': [of, attribute] } });
    const { outputs, functions } = read();
    const suffix = of === 'Alias' ? 'provisioned' : '1';
    expect(outputs['Seen']).toBe(
      `arn:aws:lambda:eu-central-1:111111111111:function:${functions['Function']?.name}:${suffix}`,
    );
  });

  it('refuses a method that goes past the alias: no request would reach its warm environments', () => {
    assembly.set(PRIMARY, 'Method.Integration.Uri', uri({ 'Fn::GetAtt': ['Function', 'Arn'] }));
    expect(read).toThrow(/app-eu-central-1 \/ Method .*expected the alias arn:aws:lambda:.*:provisioned in/);
  });

  it("refuses an alias of another function's version", () => {
    assembly.set(PRIMARY, 'Resources.Other', assembly.get(PRIMARY, 'Resources.Function'));
    assembly.set(PRIMARY, 'Version.FunctionName', { Ref: 'Other' });
    expect(read).toThrow(/Alias \(AWS::Lambda::Alias\).*expected the version, in the same stack, of/);
  });

  it.each([
    ['that shares its traffic between versions', 'Alias.RoutingConfig', {}, 'RoutingConfig'],
    [
      'whose version has provisioned concurrency of its own',
      'Version.ProvisionedConcurrencyConfig',
      { ProvisionedConcurrentExecutions: 1 },
      'ProvisionedConcurrencyConfig',
    ],
  ])('refuses an alias %s', (_what, path, value, name) => {
    assembly.set(PRIMARY, path, value);
    expect(read).toThrow(`the emulator does not emulate ${name}`);
  });
});
