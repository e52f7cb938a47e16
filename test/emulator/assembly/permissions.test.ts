import { PRIMARY, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
});
afterEach(() => {
  assembly.remove();
});

const permitted = () => assembly.read().primary.api.methods[0]?.permittedSources;
const API = /^arn:aws:execute-api:eu-central-1:111111111111:\w+\/prod\/GET\/fallback$/;
const NAME = { Ref: 'Function' };

describe('the permissions by which API Gateway may invoke a function', () => {
  it.each<[string, unknown]>([
    ['its ARN', { 'Fn::GetAtt': ['Function', 'Arn'] }],
    ['its name', NAME],
    [
      'its ARN without service and region',
      { 'Fn::Join': [':', [{ Ref: 'AWS::AccountId' }, 'function', NAME]] },
    ],
  ])('are those on %s', (_what, name) => {
    assembly.set(PRIMARY, 'Permission.FunctionName', name);
    expect(permitted()).toEqual([expect.stringMatching(API)]);
  });

  it.each<[string, string, unknown]>([
    ['another function', 'FunctionName', 'other'],
    ['a version', 'FunctionName', { 'Fn::Join': [':', [NAME, '1']] }],
    ['another service', 'Principal', 'events.amazonaws.com'],
    ['an account', 'Principal', '111111111111'],
    ['another action', 'Action', 'lambda:GetFunction'],
  ])('are not those for %s', (_what, property, value) => {
    assembly.set(PRIMARY, `Permission.${property}`, value);
    expect(permitted()).toEqual([]);
  });

  it('are none where the template has none, which is no mistake of the template alone', () => {
    assembly.set(PRIMARY, 'Resources.Permission', undefined);
    expect(permitted()).toEqual([]);
  });

  it('are for every source where no SourceArn is named', () => {
    assembly.set(PRIMARY, 'Permission.SourceArn', undefined);
    expect(permitted()).toEqual(['*']);
  });

  it('on a function are none on its alias, which the method invokes', () => {
    assembly.set(PRIMARY, 'Resources.Version', {
      Type: 'AWS::Lambda::Version',
      Properties: { FunctionName: NAME },
    });
    assembly.set(PRIMARY, 'Resources.Alias', {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: NAME,
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        Name: 'provisioned',
      },
    });
    assembly.set(PRIMARY, 'Method.Integration.Uri', {
      'Fn::Join': [
        '',
        ['arn:aws:apigateway:x:lambda:path/2015-03-31/functions/', { Ref: 'Alias' }, '/invocations'],
      ],
    });
    expect(permitted()).toEqual([]);
    assembly.set(PRIMARY, 'Permission.FunctionName', { Ref: 'Alias' });
    expect(permitted()).toEqual([expect.stringMatching(API)]);
    assembly.set(PRIMARY, 'Permission.FunctionName', { 'Fn::Join': [':', [NAME, 'provisioned']] });
    expect(permitted()).toEqual([expect.stringMatching(API)]);
  });

  it('cover a path with a parameter as it stands in the template', () => {
    assembly.set(PRIMARY, 'Resource.PathPart', '{state}');
    expect(assembly.read().primary.api.methods[0]).toMatchObject({ path: '/{state}' });
  });
});
