/** Checks of cfn-lint that are not asked for, each with its reason. */
export const IGNORED_CHECKS: Readonly<Record<string, string>> = {
  W3005:
    'The CDK lets a function wait for its role by name besides referring to it: said twice, and no harm.',
};
