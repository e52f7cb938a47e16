import { renderValue } from '../permissions/render-value.ts';
import { statementsOf } from '../permissions/statements.ts';
import { SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { Template } from '../template.ts';

/** Templates that can be deployed, and whose API then answers 500 or 403 by itself. */
export const REACHABLE: readonly Rule[] = [
  {
    name: 'methods-may-invoke-their-functions',
    why: 'Where no permission covers a request, API Gateway answers 500 and no function runs.',
    whatToDo:
      'Add the method by add-method.ts. In a SourceArn a path parameter is *: a request has a value there, and never {state}.',
    appliesTo: SERVING,
    find: ({ template }) => {
      const permissions = permissionsOf(template);
      return methodsOf(template).flatMap(({ logicalId, api, invoked, request, expected }) => {
        const onIt = permissions.filter((permission) => permission.invoked === invoked);
        if (onIt.some(({ source }) => covers(source, `\${${api}}/${request}`))) return [];
        const found = onIt.map(({ id, source }) => `${id} for ${source}`).join(', ') || 'none';
        return [
          `${logicalId}: expected a permission of API Gateway on ${invoked} for ${expected}, found ${found}`,
        ];
      });
    },
  },
  {
    name: 'the-policy-allows-each-method',
    why: 'API Gateway refuses to everybody what no statement of its resource policy allows.',
    whatToDo: 'Name the method in policyOf (infra/api.ts), with * for a path parameter.',
    appliesTo: SERVING,
    find: ({ template }) =>
      methodsOf(template)
        .filter(({ api }) => template.Resources?.[api]?.Properties?.['Policy'] !== undefined)
        .flatMap(({ logicalId, api, request, expected }) => {
          const allowed = statementsOf(template)
            .filter((statement) => statement.logicalId === api && statement.allows)
            .flatMap(({ resources }) => resources);
          return allowed.some((resource) => covers(resource, `execute-api:/${request}`))
            ? []
            : [
                `${logicalId}: expected a statement of ${api}'s policy for execute-api:/${expected}, found none`,
              ];
        }),
  },
];

/** A method in front of a function. */
interface Method {
  readonly logicalId: string;
  /** Logical id. */
  readonly api: string;
  /** Logical id of the function, or of its alias. */
  readonly invoked: string;
  /** What a permission must cover: `prod/POST/event/<a value>`. */
  readonly request: string;
  /** The same as a pattern: `prod/POST/event/*`. */
  readonly expected: string;
}

const A_VALUE = '<a value>';

function methodsOf(template: Template): readonly Method[] {
  const stage = ofType(template, 'AWS::ApiGateway::Stage').map(([, { StageName }]) =>
    renderValue(StageName),
  )[0];
  return ofType(template, 'AWS::ApiGateway::Method').flatMap(([logicalId, properties]) => {
    const { Uri } = (properties['Integration'] ?? {}) as { readonly Uri?: unknown };
    const [, invoked] = /\/functions\/(.+)\/invocations$/.exec(renderValue(Uri)) ?? [];
    if (invoked === undefined) return [];
    const call = `${String(stage)}/${renderValue(properties['HttpMethod'])}${pathOf(template, properties['ResourceId'])}`;
    return {
      logicalId,
      api: idIn(renderValue(properties['RestApiId'])),
      invoked: idIn(invoked),
      request: call.replace(PARAMETER, A_VALUE),
      expected: call.replace(PARAMETER, '*'),
    };
  });
}

const PARAMETER = /\{[^}]+\}/g;

/** Empty for the API's root. */
function pathOf(template: Template, reference: unknown): string {
  const { ParentId, PathPart } = template.Resources?.[idIn(renderValue(reference))]?.Properties ?? {};
  return PathPart === undefined ? '' : `${pathOf(template, ParentId)}/${renderValue(PathPart)}`;
}

/** What API Gateway may invoke, and for which calls: `${Api}/prod/POST/event/*`. */
function permissionsOf(template: Template) {
  return ofType(template, 'AWS::Lambda::Permission')
    .filter(([, { Principal }]) => Principal === 'apigateway.amazonaws.com')
    .map(([id, { FunctionName, SourceArn }]) => ({
      id,
      invoked: idIn(renderValue(FunctionName)),
      source: SourceArn === undefined ? '*' : resourceIn(renderValue(SourceArn)),
    }));
}

/** The part of an ARN behind its account; a text that is no ARN, as it is. */
const resourceIn = (arn: string): string => /^(?:(?:\$\{[^}]*\}|[^:$])*:){5}(.*)$/.exec(arn)?.[1] ?? arn;

/** `${Function.Arn}` and `${Function}` → `Function`. */
const idIn = (rendered: string): string => /^\$\{(\w+)(?:\.\w+)?\}$/.exec(rendered)?.[1] ?? rendered;

/** By AWS's patterns: `*` is any number of characters, also slashes; `?` is one. */
function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}

const ofType = (
  { Resources = {} }: Template,
  type: string,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties]);
