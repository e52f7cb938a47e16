import type { Rule } from './rule.ts';
import { everyAssetIsBundled } from './rules/every-asset-is-bundled.ts';
import { leastPrivilege } from './rules/least-privilege.ts';
import { namesCarryTheRegion } from './rules/names-carry-the-region.ts';
import { noCircle } from './rules/no-circle.ts';
import { noControlPlaneRegion } from './rules/no-control-plane-region.ts';
import { noCustomResource } from './rules/no-custom-resource.ts';
import { noOriginGroupBesidePost } from './rules/no-origin-group-beside-post.ts';
import { noOtherRegion } from './rules/no-other-region.ts';
import { noReferenceToAnotherStack } from './rules/no-reference-to-another-stack.ts';
import { noStaticTierInAServingStack } from './rules/no-static-tier-in-a-serving-stack.ts';
import { noWiderRole } from './rules/no-wider-role.ts';
import { staticServesByItself } from './rules/static-serves-by-itself.ts';

/** What keeps the three tiers apart, deployable, and no more powerful than they need to be. */
export const RULES: readonly Rule[] = [
  noCircle,
  noReferenceToAnotherStack,
  noOtherRegion,
  noControlPlaneRegion,
  noCustomResource,
  everyAssetIsBundled,
  staticServesByItself,
  noStaticTierInAServingStack,
  noOriginGroupBesidePost,
  namesCarryTheRegion,
  leastPrivilege,
  noWiderRole,
];
