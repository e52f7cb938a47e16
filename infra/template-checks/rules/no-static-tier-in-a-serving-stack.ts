import { SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';

export const noStaticTierInAServingStack: Rule = {
  name: 'no-static-tier-in-a-serving-stack',
  why: 'The static NCCO must outlive both regions; a bucket of it in one of them does not.',
  whatToDo: 'Keep the bucket of static NCCOs and audio in the static stack.',
  appliesTo: SERVING,
  find: ({ template: { Resources = {} } }, { name }) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::S3::Bucket')
      .filter(([, { Properties }]) =>
        [...walk(Properties?.['BucketName'])].some(
          ({ value }) => typeof value === 'string' && value.startsWith(`${name}-static`),
        ),
      )
      .map(([id]) => `${id} is a bucket of the static tier`),
};
