import { describe, expect, it } from '@jest/globals';
import { createResolver } from '../../../emulator/assembly/resolve-intrinsics.ts';

const resolver = createResolver({
  name: 'app',
  region: 'eu-west-1',
  account: '111111111111',
  assets: new Map(),
  template: {
    Resources: { Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } } },
    Parameters: { Size: { Type: 'Number', Default: 3 } },
    Conditions: {
      Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
      Elsewhere: { 'Fn::Not': [{ Condition: 'Here' }] },
      Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'Elsewhere' }] },
      Either: { 'Fn::Or': [{ Condition: 'Elsewhere' }, { Condition: 'Here' }] },
    },
  },
});
const where = { stack: 'app', logicalId: 'X', type: 'T' };

describe('An intrinsic function is resolved', () => {
  it.each([
    [{ Ref: 'AWS::StackName' }, 'app'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'Size' }, 3],
    [{ Ref: 'Files' }, 'files'],
    [{ 'Fn::GetAtt': 'Files.Arn' }, 'arn:aws:s3:::files'],
    [{ 'Fn::GetAtt': ['Files', 'RegionalDomainName'] }, 'files.s3.eu-west-1.amazonaws.com'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-eu-west-1'],
    [{ 'Fn::Sub': '${AWS::AccountId}/${Files}/${Files.Arn}' }, '111111111111/files/arn:aws:s3:::files'],
    [{ 'Fn::Sub': ['${A}/${AWS::Region}', { A: { Ref: 'Files' } }] }, 'files/eu-west-1'],
    [{ 'Fn::Sub': '${!Kept}' }, '${Kept}'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::If': ['Here', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['Elsewhere', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    [['a', { Ref: 'AWS::NoValue' }], ['a']],
    [{ a: 1, b: { 'Fn::If': ['Here', { Ref: 'AWS::NoValue' }, 2] } }, { a: 1 }],
  ])('%j', (value, expected) => {
    expect(resolver.value(value, where)).toStrictEqual(expected);
  });

  it('and a policy’s Condition is not taken for one', () => {
    const statement = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(resolver.value(statement, where)).toEqual(statement);
  });
});
