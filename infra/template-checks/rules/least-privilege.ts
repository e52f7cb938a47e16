import { ALL } from '../rule.ts';
import type { Role, Rule } from '../rule.ts';
import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import { ownStatements } from '../../own-statements.ts';
import { renderValue, renderedPlace } from '../permissions/render-value.ts';
import { policiesAsText, statementsOf } from '../permissions/statements.ts';
import type { Statement } from '../permissions/statements.ts';
import { reasonFor } from '../permissions/written-reasons.ts';
import { walk } from '../template.ts';
import type { Template } from '../template.ts';

export const leastPrivilege: Rule = {
  name: 'least-privilege',
  why: 'The wider a permission is, the more an attacker gains by it.',
  whatToDo:
    'Name the action and the resource. Where that is not possible, add the reason to infra/template-checks/permissions/written-reasons.ts.',
  appliesTo: ALL,
  find: ({ template, role }, { regions }) => [
    ...statementsOf(template)
      .filter(({ allows }) => allows)
      .flatMap((statement) => [
        ...wildcards(statement, role, declaredWildcards(template, regions[role])),
        ...openPrincipals(statement, role),
        ...(statement.isInverted
          ? [
              `${statement.logicalId} allows everything but what it names (NotAction, NotResource or NotPrincipal)`,
            ]
          : []),
      ]),
    ...managedPolicies(template, role),
    ...openFunctions(template),
    ...policiesAsText(template).map((id) => `${id} holds a policy as one text, which cannot be checked`),
  ],
};

/** Resources for which the call flow's declaration gives a reason, and its secrets, whose ARNs end in six characters. */
const declaredWildcards = ({ Metadata }: Template, region: string): readonly string[] =>
  ownStatements(Metadata?.[CALL_FLOWS], 'fallback', renderedPlace(region))
    .filter(({ action, why }) => why !== undefined || action === 'secretsmanager:GetSecretValue')
    .map(({ resource }) => resource);

const RUNS_CALL_FLOW = /^(?:Answer|Event|Fallback)RoleDefaultPolicy/;

const wildcards = (
  { logicalId, actions, resources }: Statement,
  role: Role,
  declared: readonly string[],
): readonly string[] =>
  [
    ...actions.map((action) => ({ kind: 'action', text: action })),
    ...resources.map((resource) => ({ kind: 'resource', text: resource })),
  ]
    .filter(
      ({ kind, text }) => !(kind === 'resource' && RUNS_CALL_FLOW.test(logicalId) && declared.includes(text)),
    )
    .filter(({ text }) => /[*?]/.test(text) && reasonFor(role, logicalId, text) === undefined)
    .map(({ kind, text }) => `${logicalId} allows the ${kind} ${text}, a wildcard without a written reason`);

/** An AWS service acts for any account, and `*` is any principal: only a condition limits them. */
const openPrincipals = (statement: Statement, role: Role): readonly string[] => {
  const { logicalId, principals, actions, resources, hasCondition } = statement;
  if (hasCondition) return [];
  const isTrust = resources.length === 0;
  return principals
    .filter((principal) => principal === '*' || (!isTrust && principal.endsWith('.amazonaws.com')))
    .flatMap((principal) =>
      (isTrust ? actions : resources)
        .filter((what) => reasonFor(role, logicalId, what) === undefined)
        .map(
          (what) =>
            `${logicalId} allows ${principal} to use ${what} from any account, without a condition and without a written reason`,
        ),
    );
};

const managedPolicies = ({ Resources = {} }: Template, role: Role): readonly string[] =>
  Object.entries(Resources).flatMap(([id, { Properties }]) =>
    [...walk(Properties)]
      .filter(({ path }) => path.at(-1) === 'ManagedPolicyArns')
      .flatMap(({ value }) => [value].flat().map(renderValue))
      .filter((policy) => reasonFor(role, id, policy) === undefined)
      .map(
        (policy) => `${id} has the managed policy ${policy}: AWS decides what it allows, and may change it`,
      ),
  );

const openFunctions = ({ Resources = {} }: Template): readonly string[] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Permission')
    .filter(([, { Properties }]) => Properties?.['SourceArn'] === undefined)
    .map(
      ([id, { Properties }]) =>
        `${id} lets ${renderValue(Properties?.['Principal'])} invoke a function for any account (no SourceArn)`,
    );
