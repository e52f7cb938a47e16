import { walk } from '../template.ts';
import type { Template } from '../template.ts';
import { renderValue } from './render-value.ts';

/** One statement of any policy in the template; texts are rendered (render-value.ts). */
export interface Statement {
  /** Of the resource that holds it. */
  readonly logicalId: string;
  readonly allows: boolean;
  /** None in a role's own policy. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  /** None in a role's trust policy. */
  readonly resources: readonly string[];
  readonly hasCondition: boolean;
  /** It names exceptions (`NotAction`, …), and so covers everything else. */
  readonly isInverted: boolean;
}

/** Every statement of the template's policies: of roles, of trust policies, and of resources. */
export const statementsOf = ({ Resources = {} }: Template): readonly Statement[] =>
  Object.entries(Resources).flatMap(([logicalId, { Properties }]) =>
    [...walk(Properties)]
      .filter(({ path }) => path.at(-1) === 'Statement')
      .flatMap(({ value }) => [value].flat())
      .map((statement) => readStatement(logicalId, statement as Readonly<Record<string, unknown>>)),
  );

/** Resources that hold a policy as one text, which these checks cannot read. */
export const policiesAsText = ({ Resources = {} }: Template): readonly string[] =>
  Object.entries(Resources)
    .filter(([, { Properties }]) =>
      [...walk(Properties)].some(({ value }) => typeof value === 'string' && value.includes('"Statement"')),
    )
    .map(([logicalId]) => logicalId);

const readStatement = (
  logicalId: string,
  { Effect, Principal, Action, Resource, Condition, ...others }: Readonly<Record<string, unknown>>,
): Statement => ({
  logicalId,
  allows: Effect !== 'Deny',
  principals: principalsOf(Principal),
  actions: texts(Action),
  resources: texts(Resource),
  hasCondition: Condition !== undefined,
  isInverted: Object.keys(others).some((key) => key.startsWith('Not')),
});

const texts = (value: unknown): readonly string[] =>
  value === undefined ? [] : [value].flat().map(renderValue);

/** `"*"`, `{ AWS: "*" }`, `{ Service: [...] }`. */
const principalsOf = (principal: unknown): readonly string[] =>
  typeof principal === 'object' && principal !== null
    ? Object.values(principal).flatMap(texts)
    : texts(principal);
