import { readTemplate } from '../../contracts/cloud-assembly.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import type { Role, Rule, SynthesizedStack } from './rule.ts';
import { DEPLOYABLE } from './rules/deployable.ts';
import { leastPrivilege } from './rules/least-privilege.ts';
import { noWiderRole } from './rules/no-wider-role.ts';
import { REACHABLE } from './rules/reachable.ts';
import { TIERS_APART } from './rules/tiers-apart.ts';
import type { Template } from './template.ts';

/** The three tiers can be deployed and reached, are independent, and have no permission that they do not need. */
export const RULES: readonly Rule[] = [
  ...DEPLOYABLE,
  ...REACHABLE,
  ...TIERS_APART,
  leastPrivilege,
  noWiderRole,
];

const problemsOf = (stack: SynthesizedStack, settings: Settings): readonly string[] =>
  RULES.filter(({ appliesTo }) => appliesTo.includes(stack.role)).flatMap(({ name, why, whatToDo, find }) => {
    const found = find(stack, settings);
    return found.length === 0
      ? []
      : [...found.map((problem) => `${stack.name}: ${problem}`), `  (${name}) ${why} ${whatToDo}`];
  });

/**
 * Refuses an assembly that synthesizes but must not be deployed.
 * @param folder of the cloud assembly
 * @param stacks name of each role's stack
 * @throws Error with every problem at once, and each broken rule with its reason and the fix
 */
export const checkAssembly = (
  folder: string,
  stacks: Readonly<Record<Role, string>>,
  settings: Settings,
): void => {
  const problems = (Object.keys(stacks) as Role[]).flatMap((role) => {
    const name = stacks[role];
    const template = readTemplate<Template>(folder, name);
    return problemsOf({ folder, name, role, template }, settings);
  });
  if (problems.length > 0) {
    throw new Error(`The stacks must not be deployed as they are:\n  ${problems.join('\n  ')}`);
  }
};
