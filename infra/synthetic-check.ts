import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { CheckSettings } from '../contracts/check-settings.ts';
import { deploymentRecordName } from '../contracts/deployment-record.ts';
import { LOAD_TIMEOUT_MS } from '../contracts/secret-refresh.ts';
import type { FunctionSettings } from '../contracts/function-settings.ts';
import { createFunction } from './create-function.ts';
import { parameterArn } from './parameter-arn.ts';
import { settingsVariable } from './function-settings.ts';
import type { Timeouts } from '../contracts/settings/timeouts.ts';

export interface SyntheticCheckProps {
  /** Folder of its bundle. */
  readonly bundle: string;
  readonly settings: FunctionSettings;
  readonly timeouts: Timeouts;
  readonly fallbackMethod: 'GET' | 'POST';
  readonly secret: Secret;
  /** This region's own. The check is not behind the API, so it can refer to the API's URL without a circle. */
  readonly answerUrl: string;
  /** The function or alias that the API invokes for /answer. */
  readonly answer: IFunction;
  readonly logRetentionDays: number;
  /** The gateway refuses AWS's own addresses: the function behind it is invoked instead. */
  readonly refusesAddresses: boolean;
}

/** The check mostly waits for responses, and no caller waits for it. */
const MEMORY_MB = 512;
/** How often it runs. */
const PERIOD = Duration.minutes(1);
/** In addition to everything that it waits for. */
const OWN_WORK_MS = 1000;

/** Asks this region, and the other one, for an answer once a minute. */
export const createSyntheticCheck = (
  scope: Construct,
  {
    bundle,
    settings,
    timeouts,
    fallbackMethod,
    secret,
    answerUrl,
    answer,
    logRetentionDays,
    refusesAddresses,
  }: SyntheticCheckProps,
): IFunction => {
  const socketMs = { answer: timeouts.answer.socketMs, fallback: timeouts.fallback.socketMs };
  const check: CheckSettings = {
    answerUrl,
    answerFunction: refusesAddresses ? answer.functionName : null,
    fallbackMethod,
    socketMs,
  };
  // Secret, record, then both targets at once.
  const longestMs = 2 * LOAD_TIMEOUT_MS + Math.max(socketMs.answer, socketMs.fallback) + OWN_WORK_MS;
  const created = createFunction(scope, {
    // Not SyntheticCheck: an output has that name.
    id: 'Check',
    bundle,
    memoryMb: MEMORY_MB,
    // Once a minute, one at a time: it takes nothing from the routes.
    reservedConcurrency: null,
    logRetentionDays,
    timeout: Duration.seconds(Math.ceil(longestMs / 1000)),
    environment: {
      SETTINGS: settingsVariable(settings),
      CHECK_SETTINGS: JSON.stringify(check),
      SIGNATURE_SECRET_ID: secret.secretArn,
    },
    allowed: [
      ['secretsmanager:GetSecretValue', secret.secretArn],
      ['ssm:GetParameter', parameterArn(scope, deploymentRecordName(settings.name))],
      ...(refusesAddresses ? [['lambda:InvokeFunction', answer.functionArn] as const] : []),
    ],
  });
  // By default Lambda retries a failed run twice, and keeps a throttled one for six hours ("How Lambda handles errors and
  // retries with asynchronous invocation"): late checks would take concurrency from calls.
  created.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: PERIOD });
  new Rule(scope, 'CheckRule', {
    description: 'Asks both regions for an answer',
    schedule: Schedule.rate(PERIOD),
    // The next check runs in a minute.
    targets: [new FunctionTarget(created, { retryAttempts: 0 })],
  });
  return created;
};
