import { walk } from '../template.ts';
import type { Template } from '../template.ts';
import type { Permission } from './function-permissions.ts';
import { renderValue } from './render-value.ts';
import { statementsOf } from './statements.ts';

/** The CDK appends eight hexadecimal digits to a logical id. */
export const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

const withoutHashes = (rendered: string): string =>
  rendered.replace(
    /\$\{(\w+)(\.\w+)?\}/g,
    (_all, id: string, attribute = '') => `\${${withoutHash(id)}${attribute}}`,
  );

/** Logical ids of the policies that are attached to the role. */
export const policiesOf = ({ Resources = {} }: Template, roleId: string): readonly string[] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy')
    .filter(([, { Properties }]) => [...walk(Properties?.['Roles'])].some(({ value }) => value === roleId))
    .map(([id]) => id);

/** All permissions that this template grants the role, in names without hashes. */
export const grantedTo = (template: Template, roleId: string): readonly Permission[] => {
  const holders = [roleId, ...policiesOf(template, roleId)];
  const byStatements = statementsOf(template)
    .filter(({ logicalId, allows }) => allows && holders.includes(logicalId))
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) =>
        resources.map((resource): Permission => `${action} on ${withoutHashes(resource)}`),
      ),
    );
  const managed = [template.Resources?.[roleId]?.Properties?.['ManagedPolicyArns'] ?? []].flat();
  return [
    ...byStatements,
    ...managed.map((policy): Permission => `every permission of ${renderValue(policy)} on its resources`),
  ];
};
