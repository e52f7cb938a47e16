import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { JOURNAL_PREFIX } from '../functions/core/journal/journal-key.ts';
import type { FunctionSettings } from '../functions/core/settings.ts';
import { createFunction } from './create-function.ts';
import { ROUTES } from './routes.ts';
import type { Route, RouteName } from './routes.ts';
import { settingsVariable } from './settings-variable.ts';
import type { Timeouts } from './settings/timeouts.ts';

export interface FunctionsProps {
  /** Folder of each route's bundle. */
  readonly bundles: Readonly<Record<RouteName, string>>;
  readonly settings: FunctionSettings;
  readonly timeouts: Timeouts;
  readonly secret: Secret;
  readonly journals: { readonly own: IBucket; readonly other: IBucket };
}

/** Routes that are told what happens in a call. */
const JOURNALING: readonly RouteName[] = ['event', 'websocket-disconnected', 'fallback'];

/** Lambda counts in seconds; the gateway must be the one that gives up first. */
const functionTimeout = (integrationMs: number): Duration =>
  Duration.seconds(Math.floor(integrationMs / 1000) + 1);

const createRoute = (
  scope: Construct,
  { id, name, from, timeouts: whose }: Route,
  { bundles, settings, timeouts, secret, journals }: FunctionsProps,
): LambdaFunction =>
  createFunction(scope, {
    id,
    bundle: bundles[name],
    // More memory is more CPU, and a cold start is CPU.
    memoryMb: 1024,
    timeout: functionTimeout(timeouts[whose].integrationMs),
    // Never the API's own URL: function, method, deployment and stage would wait for each other.
    environment: { SETTINGS: settingsVariable(settings), SIGNATURE_SECRET_ID: secret.secretArn },
    allowed: [
      // What anybody may call needs no secret, and is given none.
      ...(from === 'anywhere' ? [] : [['secretsmanager:GetSecretValue', secret.secretArn] as const]),
      ...(JOURNALING.includes(name) ? [journals.own, journals.other] : []).map(
        (bucket) => ['s3:PutObject', bucket.arnForObjects(`${JOURNAL_PREFIX}*`)] as const,
      ),
    ],
  });

/** One function per route, each with a role and a log group of its own. */
export const createFunctions = (
  scope: Construct,
  props: FunctionsProps,
): Readonly<Record<RouteName, LambdaFunction>> =>
  Object.fromEntries(
    ROUTES.map((route) => [route.name, createRoute(scope, route, props)]),
  ) as unknown as Record<RouteName, LambdaFunction>;
