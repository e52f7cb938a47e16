import { findUnbundled } from '../find-unbundled.ts';
import { SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';

export const everyAssetIsBundled: Rule = {
  name: 'every-asset-is-bundled',
  why: 'A folder that is zipped as it stands carries what lies in it, and starts slowly.',
  whatToDo: 'Name the bundle of bundle.ts as the code. Synthesize to a folder of its own.',
  // The static stack's functions are the CDK's own, which fill the bucket.
  appliesTo: SERVING,
  find: ({ folder, name, template }) => findUnbundled(folder, name, template),
};
