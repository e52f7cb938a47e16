import type { RequestListener } from 'node:http';
import { jsonServiceListener } from '../services/json-service-listener.ts';
import { OPERATIONS } from './operations.ts';
import type { SecretStore } from './secret-store.ts';

export interface SecretsOptions {
  readonly store: SecretStore;
  readonly region: string;
  /** A function has asked for a secret, whatever it was answered. */
  readonly onFunctionRead?: () => void;
}

/** AWS Secrets Manager, as far as reading and rotating a secret go. */
export const secretsRequestListener = ({ store, region, onFunctionRead }: SecretsOptions): RequestListener =>
  jsonServiceListener({
    service: 'secretsmanager',
    region,
    prefix: 'secretsmanager.',
    operations: OPERATIONS,
    store,
    onFunctionAsks: (operation) => {
      if (operation === 'GetSecretValue') onFunctionRead?.();
    },
  });
