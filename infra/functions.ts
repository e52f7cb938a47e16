import { Aws, Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { FlowShapes } from '../contracts/call-flow-report.ts';
import { canaryName } from '../contracts/canary-switch.ts';
import { JOURNAL_PREFIX } from '../contracts/journal/journal-key.ts';
import type { FunctionSettings } from '../contracts/function-settings.ts';
import { createFunction } from './create-function.ts';
import { acceptFindings, wildcardFinding } from './nag/findings.ts';
import { ownStatements } from './own-statements.ts';
import { parameterArn } from './parameter-arn.ts';
import { createProvisionedAlias } from './provisioned-alias.ts';
import { ROUTES } from '../contracts/routes.ts';
import type { Route, RouteName } from '../contracts/routes.ts';
import { settingsVariable } from './function-settings.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import type { Timeouts } from '../contracts/settings/timeouts.ts';
import { EVENT_KEYS_WHY } from './template-checks/permissions/written-reasons.ts';

export interface FunctionsProps {
  /** Folder of each route's bundle. */
  readonly bundles: Readonly<Record<RouteName, string>>;
  readonly settings: FunctionSettings;
  readonly timeouts: Timeouts;
  readonly secret: Secret;
  readonly journals: { readonly own: IBucket; readonly other: IBucket };
  /** Where there is a candidate, some calls begin with it: which ones, a parameter says. */
  readonly flows: FlowShapes;
  readonly capacity: Settings['functions'];
  readonly logRetentionDays: number;
}

/** Routes that receive events of a call. */
const JOURNALING: readonly RouteName[] = ['event', 'websocket-disconnected', 'fallback'];

/** Routes where calls begin. */
const BEGINNING: readonly RouteName[] = ['answer', 'fallback'];

/** Routes that a caller waits for in silence. */
const PROVISIONED: readonly RouteName[] = ['answer', 'fallback'];

/** Lambda's timeout has whole seconds, and the gateway must time out first, on each of the function's paths. */
const functionTimeout = (integrationsMs: readonly number[]): Duration =>
  Duration.seconds(Math.floor(Math.max(...integrationsMs) / 1000) + 1);

const createRoute = (
  scope: Construct,
  { id, name, from, timeouts: whose, state }: Route,
  { bundles, settings, timeouts, secret, journals, flows, capacity, logRetentionDays }: FunctionsProps,
): LambdaFunction => {
  const own = ownStatements(flows, name, {
    partition: Aws.PARTITION,
    region: settings.region,
    account: Aws.ACCOUNT_ID,
  });
  const events = (JOURNALING.includes(name) ? [journals.own, journals.other] : []).map((bucket) =>
    bucket.arnForObjects(`${JOURNAL_PREFIX}*`),
  );
  const created = createFunction(scope, {
    id,
    bundle: bundles[name],
    // More memory also means more CPU, which shortens a cold start.
    memoryMb: capacity.memoryMb,
    reservedConcurrency: capacity.reservedConcurrency,
    logRetentionDays,
    timeout: functionTimeout([
      timeouts[whose].integrationMs,
      timeouts[state?.timeouts ?? whose].integrationMs,
    ]),
    // Never the API's own URL: function, method, deployment and stage would depend on each other in a circle.
    environment: { SETTINGS: settingsVariable(settings), SIGNATURE_SECRET_ID: secret.secretArn },
    allowed: [
      // A route that any client may call needs no secret, and gets none.
      ...(from === 'anywhere' ? [] : [['secretsmanager:GetSecretValue', secret.secretArn] as const]),
      ...events.map((keys) => ['s3:PutObject', keys] as const),
      ...own.map(({ action, resource }) => [action, resource] as const),
      ...(flows.candidate !== undefined && BEGINNING.includes(name)
        ? [['ssm:GetParameter', parameterArn(scope, canaryName(settings.name))] as const]
        : []),
    ],
  });
  if (created.role !== undefined) {
    for (const keys of events)
      acceptFindings(created.role, { [wildcardFinding(scope, keys)]: EVENT_KEYS_WHY });
    for (const { resource, why } of own)
      // A secret's six characters are `?`, of which cdk-nag says nothing.
      if (why !== undefined && resource.includes('*'))
        acceptFindings(created.role, { [wildcardFinding(scope, resource)]: why });
  }
  return created;
};

export interface CreatedFunction {
  readonly function: IFunction;
  /** What the API invokes: the function, or its alias where environments are provisioned. */
  readonly invoked: IFunction;
}

/** One function per route, each with a role and a log group of its own. */
export const createFunctions = (
  scope: Construct,
  props: FunctionsProps,
): Readonly<Record<RouteName, CreatedFunction>> =>
  Object.fromEntries(
    ROUTES.map((route) => {
      const lambda = createRoute(scope, route, props);
      const environments = PROVISIONED.includes(route.name) ? props.capacity.provisionedConcurrency : 0;
      const invoked =
        environments === 0 ? lambda : createProvisionedAlias(scope, route.id, { lambda, environments });
      return [route.name, { function: lambda, invoked }];
    }),
  ) as unknown as Record<RouteName, CreatedFunction>;
