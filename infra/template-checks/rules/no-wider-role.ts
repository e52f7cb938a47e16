import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import { functionPermissions } from '../permissions/function-permissions.ts';
import { grantedTo, policiesOf, withoutHash } from '../permissions/granted.ts';
import { renderValue } from '../permissions/render-value.ts';
import { SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { Template } from '../template.ts';

export const noWiderRole: Rule = {
  name: 'no-wider-role',
  why: 'The functions are reachable from the internet: an attacker who takes one over has every permission of its role.',
  whatToDo:
    'Remove the permission. If your call flow needs it, declare it there (declareOwn); if the function does, add it to infra/template-checks/permissions/function-permissions.ts.',
  appliesTo: SERVING,
  find: ({ template, role }, settings) => {
    const table = functionPermissions(
      settings,
      role === 'secondary' ? 'secondary' : 'primary',
      template.Metadata?.[CALL_FLOWS],
    );
    const functions = functionsOf(template);
    const roleIds = functions.map(({ roleId }) => roleId);
    return [
      ...functions.flatMap(({ name, roleId }) => {
        const allowed = table[name];
        if (allowed === undefined) return [`the function ${name} is not listed in function-permissions.ts`];
        if (template.Resources?.[roleId]?.Type !== 'AWS::IAM::Role')
          return [`the role of ${name} is not in this stack`];
        return grantedTo(template, roleId)
          .filter((permission) => !allowed.includes(permission))
          .map((permission) => `the role of ${name} has a permission that is not listed: ${permission}`);
      }),
      ...ofNoFunction(template, [...roleIds, ...roleIds.flatMap((roleId) => policiesOf(template, roleId))]),
    ];
  },
};

/** Each function, by the beginning of its logical id (`Answer`), and its role. */
const functionsOf = ({
  Resources = {},
}: Template): readonly { readonly name: string; readonly roleId: string }[] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .map(([id, { Properties }]) => ({
      name: withoutHash(id).replace(/Function$/, ''),
      roleId: /^\$\{(\w+)\.Arn\}$/.exec(renderValue(Properties?.['Role']))?.[1] ?? '',
    }));

/** A serving stack's only identities are its functions. */
const ofNoFunction = ({ Resources = {} }: Template, known: readonly string[]): readonly string[] =>
  Object.entries(Resources)
    .filter(([id, { Type }]) => Type.startsWith('AWS::IAM::') && !known.includes(id))
    .map(([id, { Type }]) => `${id} (${Type}) belongs to none of the functions`);
