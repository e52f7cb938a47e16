import type { Rule } from '../rule.ts';

/** What a serving stack is made of. */
const SERVING_TYPES = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Parameter',
];

export const staticServesByItself: Rule = {
  name: 'static-serves-by-itself',
  why: 'The static tier is what is heard when everything else is gone: what it shares with the rest is gone too.',
  whatToDo: 'Leave it a bucket and a distribution, in a region of its own.',
  appliesTo: ['static'],
  find: ({ template: { Resources = {} } }, { regions }) => [
    ...Object.entries(Resources)
      .filter(([, { Type }]) => SERVING_TYPES.includes(Type))
      .map(([id, { Type }]) => `${id} (${Type}) belongs into a serving stack`),
    ...(['primary', 'secondary'] as const)
      .filter((role) => regions[role] === regions.static)
      .map((role) => `its region, ${regions.static}, is the ${role}'s`),
  ],
};
