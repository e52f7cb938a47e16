import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { JOURNAL_PREFIX } from '../functions/core/journal/journal-key.ts';
import type { FunctionSettings } from '../functions/core/settings.ts';
import { acceptFindings } from './nag/accept-findings.ts';
import { wildcardFinding } from './nag/wildcard-finding.ts';
import { createProvisionedAlias } from './provisioned-alias.ts';
import { ROUTES } from './routes.ts';
import type { Route, RouteName } from './routes.ts';
import { SettingsError } from './settings/settings-error.ts';
import type { Settings } from './settings/settings-schema.ts';
import type { Timeouts } from './settings/timeouts.ts';
import { EVENT_KEYS_WHY } from './template-checks/permissions/written-reasons.ts';

export interface FunctionsProps {
  /** Folder of each route's bundle. */
  readonly bundles: Readonly<Record<RouteName, string>>;
  readonly settings: FunctionSettings;
  readonly timeouts: Timeouts;
  readonly secret: Secret;
  readonly journals: { readonly own: IBucket; readonly other: IBucket };
  readonly capacity: Settings['functions'];
  readonly logRetentionDays: number;
}

/** Routes that are told what happens in a call. */
const JOURNALING: readonly RouteName[] = ['event', 'websocket-disconnected', 'fallback'];

/** Routes that a caller waits for in silence. */
const PROVISIONED: readonly RouteName[] = ['answer', 'fallback'];

/** Lambda counts in seconds; the gateway must be the one that gives up first. */
const functionTimeout = (integrationMs: number): Duration =>
  Duration.seconds(Math.floor(integrationMs / 1000) + 1);

/** Lambda takes 4 KB of environment in all (Lambda quotas); the secret's ARN and the account's id are not known here. */
const SETTINGS_LIMIT_BYTES = 3500;

const settingsVariable = (settings: FunctionSettings): string => {
  const text = JSON.stringify(settings);
  const bytes = Buffer.byteLength(text);
  if (bytes <= SETTINGS_LIMIT_BYTES) return text;
  throw new SettingsError('the settings', [
    {
      path: 'vonage.applicationIds, websocketUri, person, source (its ranges, while counting)',
      expected: `at most ${SETTINGS_LIMIT_BYTES} bytes in each function's environment, all together`,
      found: `${bytes} bytes`,
    },
  ]);
};

const createFunction = (scope: Construct, route: Route, props: FunctionsProps): LambdaFunction => {
  const { capacity } = props;
  const logGroup = new LogGroup(scope, `${route.id}Logs`, {
    retention: props.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${route.id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  const allow = (action: string, resource: string): void => {
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  };
  // What anybody may call needs no secret, and is given none.
  if (route.from !== 'anywhere') allow('secretsmanager:GetSecretValue', props.secret.secretArn);
  if (JOURNALING.includes(route.name)) {
    const { own, other } = props.journals;
    for (const bucket of [own, other]) {
      const events = bucket.arnForObjects(`${JOURNAL_PREFIX}*`);
      allow('s3:PutObject', events);
      acceptFindings(role, { [wildcardFinding(scope, events)]: EVENT_KEYS_WHY });
    }
  }
  return new LambdaFunction(scope, `${route.id}Function`, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(props.bundles[route.name]),
    // More memory is more CPU, and a cold start is CPU.
    memorySize: capacity.memoryMb,
    ...(capacity.reservedConcurrency === null
      ? {}
      : { reservedConcurrentExecutions: capacity.reservedConcurrency }),
    timeout: functionTimeout(props.timeouts[route.timeouts].integrationMs),
    // Never the API's own URL: function, method, deployment and stage would wait for each other.
    environment: {
      SETTINGS: settingsVariable(props.settings),
      SIGNATURE_SECRET_ID: props.secret.secretArn,
    },
    logGroup,
    role,
  });
};

/**
 * One function per route, each with a role and a log group of its own.
 * @returns what the API invokes: the function, or its alias where environments are started ahead
 */
export const createFunctions = (
  scope: Construct,
  props: FunctionsProps,
): Readonly<Record<RouteName, IFunction>> =>
  Object.fromEntries(
    ROUTES.map((route) => {
      const lambda = createFunction(scope, route, props);
      const environments = PROVISIONED.includes(route.name) ? props.capacity.provisionedConcurrency : 0;
      return [
        route.name,
        environments === 0 ? lambda : createProvisionedAlias(scope, route.id, { lambda, environments }),
      ];
    }),
  ) as unknown as Record<RouteName, IFunction>;
