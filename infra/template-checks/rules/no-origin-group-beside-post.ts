import { ALL } from '../rule.ts';
import type { Rule } from '../rule.ts';

interface Behavior {
  readonly TargetOriginId?: unknown;
  readonly AllowedMethods?: readonly string[];
}
interface DistributionConfig {
  readonly OriginGroups?: { readonly Items?: readonly { readonly Id?: unknown }[] };
  readonly DefaultCacheBehavior?: Behavior;
  readonly CacheBehaviors?: readonly Behavior[];
}

export const noOriginGroupBesidePost: Rule = {
  name: 'no-origin-group-beside-post',
  why: 'CloudFront refuses, at the deployment, an origin group in a behaviour that allows POST; and fails over for no POST.',
  whatToDo: 'Map the errors to the static NCCO (front.ts), as it is done now.',
  appliesTo: ALL,
  find: ({ template: { Resources = {} } }) =>
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::CloudFront::Distribution') return [];
      const config = (Properties?.['DistributionConfig'] ?? {}) as DistributionConfig;
      const groups = (config.OriginGroups?.Items ?? []).map((group) => group.Id);
      return [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])]
        .filter((behavior) => behavior?.AllowedMethods?.includes('POST') === true)
        .filter((behavior) => groups.includes(behavior?.TargetOriginId))
        .map((behavior) => `${id} sends POST to the origin group ${String(behavior?.TargetOriginId)}`);
    }),
};
