import type { FlowProblem } from '../../contracts/call-flow-report.ts';
import { nearest } from '../../contracts/nearest.ts';
import { type OwnNeeds, resourceAt, secretResource } from '../../contracts/own-needs.ts';
import { below, describe } from '../../ncco/problem.ts';
import type { CallFlow, FlowContext } from '../define-flow.ts';
import { isFields } from '../nested-fields.ts';
import { problem } from './check-form.ts';
import { touches } from './overlapping-patterns.ts';

/** Mistakes in what call flows declare of their own. */
export const ownProblems = (own: unknown, context: Pick<FlowContext, 'settings'>): readonly FlowProblem[] => {
  if (own === undefined) return [];
  if (!isFields(own) || !['values', 'secrets', 'permissions'].every((part) => part in own))
    return [problem('own', 'declareOwn({ values, secrets, permissions })', describe(own))];
  const ours = oursIn(context.settings);
  return [
    ...valueProblems(own['values'], 'own.values'),
    ...secretProblems(own['secrets'], ours),
    ...permissionProblems(own['permissions'], ours),
  ];
};

/** Of all flows together; undefined where they declare nothing that a function must be allowed. */
export function needsOf(flows: readonly Pick<CallFlow, 'own'>[]): OwnNeeds | undefined {
  const owns = flows.flatMap(({ own }) => own ?? []);
  const secrets = [...new Set(owns.flatMap((own) => Object.values(own.secrets)))];
  const permissions = [
    ...new Map(owns.flatMap((own) => own.permissions).map((each) => [JSON.stringify(each), each])).values(),
  ];
  return secrets.length + permissions.length === 0 ? undefined : { secrets, permissions };
}

/** What JSON cannot hold would be another value where it is read: each is named with its path. */
function valueProblems(
  value: unknown,
  path: string,
  around: readonly unknown[] = [],
): readonly FlowProblem[] {
  const wrong = (found: string): readonly FlowProblem[] => [problem(path, 'plain JSON', found)];
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : wrong(String(value));
  if (typeof value !== 'object') return wrong(typeof value === 'function' ? 'a function' : typeof value);
  if (around.includes(value)) return wrong('an object that holds itself');
  const inner = [...around, value];
  if (Array.isArray(value))
    return value.flatMap((each, index) => valueProblems(each, below(path, index), inner));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    return wrong(`a ${(value.constructor as { readonly name?: string } | undefined)?.name ?? 'class'}`);
  return Object.entries(value).flatMap(([key, each]) => valueProblems(each, below(path, key), inner));
}

/** As Secrets Manager allows it (API_CreateSecret, `Name`). */
const SECRET_NAME = /^[\w/+=.@-]{1,512}$/;

function secretProblems(secrets: unknown, ours: Ours): readonly FlowProblem[] {
  if (!isFields(secrets))
    return [problem('own.secrets', "{ crmToken: 'my-company/crm-token' }", describe(secrets))];
  return Object.entries(secrets).flatMap(([name, secretId]) => {
    const path = below('own.secrets', name);
    if (typeof secretId !== 'string' || !SECRET_NAME.test(secretId))
      return [
        problem(
          path,
          "a secret's name in Secrets Manager: 1 to 512 letters, digits and /_+=.@-",
          describe(secretId),
          'the name, not the ARN: each region has its own',
        ),
      ];
    return isOurs('secretsmanager', secretResource(secretId), ours)
      ? [problem(path, "a secret of yours, not the deployment's own", describe(secretId))]
      : [];
  });
}

const KEYS = ['actions', 'resources', 'why'];

function permissionProblems(permissions: unknown, ours: Ours): readonly FlowProblem[] {
  if (!Array.isArray(permissions))
    return [problem('own.permissions', '[{ actions, resources }]', describe(permissions))];
  return permissions.flatMap((statement: unknown, index) => {
    const path = below('own.permissions', index);
    if (!isFields(statement)) return [problem(path, '{ actions, resources }', describe(statement))];
    const { actions, resources, why } = statement;
    const unknown = Object.keys(statement).filter((key) => !KEYS.includes(key));
    if (unknown.length > 0)
      return unknown.map((key) => {
        const close = nearest(key.toLowerCase(), KEYS);
        return problem(path, `${KEYS.join(', ')} and no more`, key, close && `did you mean ${close}?`);
      });
    if (!isTexts(actions)) return [problem(`${path}.actions`, '["dynamodb:GetItem"]', describe(actions))];
    if (!isTexts(resources)) return [problem(`${path}.resources`, 'a list of ARNs', describe(resources))];
    if (why !== undefined && (typeof why !== 'string' || why.trim() === ''))
      return [problem(`${path}.why`, 'a reason, in words', describe(why))];
    return [
      ...actions.flatMap((action, at) => actionProblems(action, below(`${path}.actions`, at))),
      ...resources.flatMap((resource, at) =>
        resourceProblems(resource, below(`${path}.resources`, at), { actions, why, ours }),
      ),
    ];
  });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');

function actionProblems(action: string, path: string): readonly FlowProblem[] {
  if (!/^[a-z][a-z0-9-]*:[A-Z][A-Za-z0-9]*$/.test(action))
    return [
      problem(path, 'one action by its whole name: "dynamodb:GetItem", without wildcards', describe(action)),
    ];
  return action.startsWith('iam:')
    ? [problem(path, 'no action of IAM: a function must not change what it may do', describe(action))]
    : [];
}

function resourceProblems(
  resource: string,
  path: string,
  { actions, why, ours }: { readonly actions: readonly string[]; readonly why: unknown; readonly ours: Ours },
): readonly FlowProblem[] {
  const [placeholder] = /\{(?!(?:partition|region|account)\})[^}]*\}?/.exec(resource) ?? [];
  if (placeholder !== undefined)
    return [problem(path, '{partition}, {region} or {account}', describe(placeholder))];
  if (resource !== '*' && !/^arn:(?:[^:\s]*:){4}\S+$/.test(resource))
    return [
      problem(
        path,
        'an ARN: "arn:{partition}:dynamodb:{region}:{account}:table/customers"',
        describe(resource),
      ),
    ];
  if (/[*?]/.test(resource) && why === undefined)
    return [
      problem(
        path,
        'a resource without a wildcard, or why there is none',
        describe(resource),
        'where AWS has nothing narrower, write why: "…" beside it',
      ),
    ];
  return [...new Set(actions.map((action) => action.split(':', 1)[0] ?? ''))]
    .filter((service) => isOurs(service, resource, ours))
    .map((service) =>
      problem(
        path,
        `a resource of yours: this may be one of the deployment's own (${service})`,
        describe(resource),
      ),
    );
}

/** Resources of the deployment itself: service → the ends of their ARNs, behind the account, as patterns. */
interface Ours {
  readonly regions: readonly string[];
  readonly patterns: Readonly<Record<string, readonly string[]>>;
}

/** In whatever region and account: the declaration does not say which account the deployment is in. */
function isOurs(service: string, resource: string, { regions, patterns }: Ours): boolean {
  const ends = regions.map((region) =>
    resourceAt(resource === '*' ? '*' : resource.split(':').slice(5).join(':'), { ...A_PLACE, region }),
  );
  return ends.some((end) => patterns[service]?.some((pattern) => touches(end, pattern)));
}
const A_PLACE = { partition: 'aws', account: '000000000000' };

/** CloudFormation begins a name with the stack's, a secret's with the logical id. */
function oursIn({ name, journal }: FlowContext['settings']): Ours {
  const regions = [journal.own.region, journal.other.region];
  return {
    regions,
    patterns: {
      s3: [`${name}-journal-*`, `${name}-static-*`],
      secretsmanager: ['secret:SignatureSecret*'],
      ssm: [`parameter/${name}/*`],
      lambda: regions.map((region) => `function:${name}-${region}-*`),
      logs: regions.map((region) => `log-group:${name}-${region}-*`),
      sns: regions.map((region) => `${name}-${region}-*`),
    },
  };
}
