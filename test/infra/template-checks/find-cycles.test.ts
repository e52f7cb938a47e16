import { findCycles } from '../../../infra/template-checks/find-cycles.ts';

const resource = (properties: Readonly<Record<string, unknown>>, dependsOn?: string | readonly string[]) => ({
  Type: 'AWS::Test::Thing',
  Properties: properties,
  ...(dependsOn === undefined ? {} : { DependsOn: dependsOn }),
});

describe('findCycles', () => {
  it('takes a chain, and two ways to the same resource', () => {
    const Resources = {
      A: resource({ b: { Ref: 'B' }, c: { 'Fn::GetAtt': ['C', 'Arn'] } }),
      B: resource({ c: { Ref: 'C' }, region: { Ref: 'AWS::Region' } }),
      C: resource({}),
    };
    expect(findCycles({ Resources })).toEqual([]);
  });

  it.each([
    ['Ref', resource({ deep: [{ er: { Ref: 'A' } }] })],
    ['Fn::GetAtt', resource({ arn: { 'Fn::GetAtt': ['A', 'Arn'] } })],
    ['Fn::GetAtt in one text', resource({ arn: { 'Fn::GetAtt': 'A.Arn' } })],
    ['Fn::Sub', resource({ url: { 'Fn::Sub': 'https://${A}.example.com' } })],
    ['Fn::Sub of an attribute', resource({ url: { 'Fn::Sub': 'https://${A.DomainName}' } })],
    ['Fn::Sub with variables', resource({ url: { 'Fn::Sub': ['${A}/${path}', { path: 'x' }] } })],
    ['DependsOn', resource({}, 'A')],
    ['DependsOn a list', resource({}, ['C', 'A'])],
    ['Fn::Join', resource({ url: { 'Fn::Join': ['', ['https://', { Ref: 'A' }]] } })],
  ])('finds a circle that is closed by %s', (_case, b) => {
    const Resources = { A: resource({ b: { Ref: 'B' } }), B: b, C: resource({}) };
    expect(findCycles({ Resources })).toEqual(['A -> B -> A']);
  });

  it("finds the circle of a function that knows its own API's URL", () => {
    const Resources = {
      Function: resource({ url: { 'Fn::Sub': 'https://${Api}/${Stage}/answer' } }),
      Method: resource({ uri: { 'Fn::GetAtt': ['Function', 'Arn'] }, api: { Ref: 'Api' } }),
      Deployment: resource({ api: { Ref: 'Api' } }, ['Method']),
      Stage: resource({ deployment: { Ref: 'Deployment' } }),
      Api: resource({}),
    };
    expect(findCycles({ Resources })).toEqual(['Function -> Stage -> Deployment -> Method -> Function']);
  });

  it('finds a resource that waits for itself', () => {
    expect(findCycles({ Resources: { A: resource({ self: { Ref: 'A' } }) } })).toEqual(['A -> A']);
  });

  it('takes a text that only looks like a substitution', () => {
    const Resources = { A: resource({ text: { 'Fn::Sub': '${!A}' }, plain: '${A}' }) };
    expect(findCycles({ Resources })).toEqual([]);
  });
});
