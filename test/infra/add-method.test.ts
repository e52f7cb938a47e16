import { settings } from '../fixtures/own/settings.ts';
import { callOf, ofType, synthesized } from './synthesized.ts';
import type { Synthesized, Template } from './synthesized.ts';

let plain: Synthesized;
let provisioned: Synthesized;
beforeAll(async () => {
  plain = await synthesized();
  provisioned = await synthesized({ functions: { ...settings.functions, provisionedConcurrency: 2 } });
});
afterAll(async () => {
  await plain.remove();
  await provisioned.remove();
});

interface Joined {
  readonly 'Fn::Join': readonly [string, readonly unknown[]];
}

/** What each method invokes: METHOD/path → the function or alias. */
const invokedBy = (template: Template): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    ofType(template, 'AWS::ApiGateway::Method').map(([, method]) => {
      const uri = (method.Properties.Integration.Uri as Joined)['Fn::Join'][1];
      const call = callOf(template, method).replace(' ', '').replace('{state}', '*');
      return [call, uri.find((part) => typeof part === 'object')];
    }),
  );

/** What the API is permitted to invoke, by the stage, method and path that it may come from. */
const permitted = (template: Template): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    ofType(template, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) => {
        const [, , ...from] = (Properties.SourceArn as Joined)['Fn::Join'][1];
        return [from.map((part) => (typeof part === 'string' ? part : '')).join(''), Properties.FunctionName];
      }),
  );

describe.each(['primary', 'secondary'] as const)('the methods of the %s', (role) => {
  const templates = (): readonly Template[] => [plain[role], provisioned[role]];

  it('may each invoke what they lead to, and nothing else', () => {
    for (const template of templates()) {
      const expected = Object.entries(invokedBy(template)).map(([method, to]) => [`:/prod/${method}`, to]);
      expect(permitted(template)).toEqual(Object.fromEntries(expected));
    }
  });

  it('may do so before the stage leads to them', () => {
    for (const template of templates()) {
      const [deployment] = ofType(template, 'AWS::ApiGateway::Deployment');
      const waitsFor = (deployment?.[1] as { DependsOn?: readonly string[] } | undefined)?.DependsOn;
      const permissions = ofType(template, 'AWS::Lambda::Permission')
        .filter(([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com')
        .map(([id]) => id);
      expect(permissions).toHaveLength(8);
      expect(waitsFor).toEqual(expect.arrayContaining(permissions));
    }
  });
});
