import type { RequestListener } from 'node:http';
import type { SecretStore } from './secret-store.ts';
import {
  jsonServiceListener,
  type Operations,
  ServiceError,
  textsOf,
} from '../services/json-service-listener.ts';

/** Each throws a ServiceError where Secrets Manager would refuse. */
const OPERATIONS: Operations<SecretStore> = {
  GetSecretValue: (store, input) => {
    const { VersionId: id, VersionStage: label } = textsOf(input, ['VersionId', 'VersionStage']);
    const secret = store.find(input['SecretId']);
    const version = secret.read({ ...(id !== undefined && { id }), ...(label !== undefined && { label }) });
    return {
      ARN: secret.model.arn,
      Name: secret.model.name,
      CreatedDate: version.createdAtMs / 1000,
      SecretString: version.value,
      VersionId: version.id,
      VersionStages: secret.labelsOf(version.id),
    };
  },
  PutSecretValue: (store, input) => {
    const { SecretString: value, ClientRequestToken: token } = textsOf(input, [
      'SecretString',
      'ClientRequestToken',
    ]);
    if (value === undefined) throw invalid('The emulator keeps text secrets only: SecretString is missing.');
    // AWS's clients generate one; a hand-written request must supply it.
    if (token === undefined || token.length < 32 || token.length > 64)
      throw invalid('You must provide a ClientRequestToken of 32 to 64 characters.');
    const labels = input['VersionStages'] ?? ['AWSCURRENT'];
    if (!Array.isArray(labels) || labels.length === 0 || labels.some((label) => typeof label !== 'string'))
      throw invalid('VersionStages must be an array of one or more texts.');
    const secret = store.find(input['SecretId']);
    const { id } = secret.put(value, token, labels as readonly string[]);
    return {
      ARN: secret.model.arn,
      Name: secret.model.name,
      VersionId: id,
      VersionStages: secret.labelsOf(id),
    };
  },
  UpdateSecretVersionStage: (store, input) => {
    const found = textsOf(input, ['VersionStage', 'RemoveFromVersionId', 'MoveToVersionId']);
    if (found.VersionStage === undefined) throw invalid('VersionStage is missing.');
    const secret = store.find(input['SecretId']);
    secret.moveLabel(found.VersionStage, found.RemoveFromVersionId, found.MoveToVersionId);
    return { ARN: secret.model.arn, Name: secret.model.name };
  },
};

const invalid = (message: string): ServiceError => new ServiceError('InvalidParameterException', message);

export interface SecretsOptions {
  readonly store: SecretStore;
  readonly region: string;
  /** A function has asked for a secret, by name or ARN, whatever it was answered. */
  readonly onFunctionRead?: (secretId: unknown) => void;
  /** A function that asks for this secret never gets an answer. */
  readonly isWithheld?: (secretId: unknown) => boolean;
}

/** AWS Secrets Manager, as far as reading and rotating a secret go. */
export const secretsRequestListener = ({
  store,
  region,
  onFunctionRead,
  isWithheld,
}: SecretsOptions): RequestListener =>
  jsonServiceListener({
    service: 'secretsmanager',
    region,
    prefix: 'secretsmanager.',
    operations: OPERATIONS,
    store,
    onFunctionAsks: (operation, input) => {
      if (operation === 'GetSecretValue') onFunctionRead?.(input['SecretId']);
    },
    keepsWaiting: (operation, input) =>
      operation === 'GetSecretValue' && isWithheld?.(input['SecretId']) === true,
  });
