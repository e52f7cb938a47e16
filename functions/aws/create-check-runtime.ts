import { systemClock } from '../../contracts/clock.ts';
import { randomUUID } from 'node:crypto';
import type { CheckPorts } from '../check-ports.ts';
import { deploymentRecordName } from '../../contracts/deployment-record.ts';
import { parseCheckSettings } from '../../contracts/check-settings.ts';
import type { Runtime } from '../ports.ts';
import { askWebhook, createInvokeWebhook } from './ask-webhook.ts';
import { configure } from './create-runtime.ts';
import { BY_THE_STACK, required } from './environment.ts';
import { createLoadParameter } from './load-parameter.ts';
import { createLoadSignatureSecret } from './load-signature-secret.ts';

/** The synthetic check's dependencies in Lambda. */
export const createCheckRuntime = (
  variables: Readonly<Record<string, string | undefined>>,
): Runtime<CheckPorts> =>
  configure(variables, ({ settings, secretsManager, ssm, lambda }) => {
    const check = parseCheckSettings(required(variables, 'CHECK_SETTINGS', BY_THE_STACK));
    return {
      check,
      readSecrets: createLoadSignatureSecret(secretsManager, systemClock),
      readRecord: createLoadParameter(deploymentRecordName(settings.name), ssm, systemClock),
      askOwn:
        check.answerFunction === null
          ? askWebhook
          : createInvokeWebhook(check.answerFunction, lambda, systemClock),
      askOther: askWebhook,
      newId: randomUUID,
    };
  });
