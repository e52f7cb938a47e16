import { SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';

export const noCustomResource: Rule = {
  name: 'no-custom-resource',
  why: 'A function that runs while a serving stack is deployed can fail, or hang for an hour, in the middle of it.',
  whatToDo: 'Do it in the static stack, or in npm run deploy.',
  appliesTo: SERVING,
  find: ({ template: { Resources = {} } }) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource')
      .map(([id, { Type }]) => `${id} is a custom resource (${Type}): a deploy step inside a serving stack`),
};
