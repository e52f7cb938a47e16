import { randomUUID } from 'node:crypto';
import type { SecretModel } from '../deployment.ts';
import { ServiceError } from '../services/service-error.ts';
import { StoredSecret } from './stored-secret.ts';

/** The secrets of one region, by ARN or name. */
export class SecretStore {
  readonly #secrets: readonly StoredSecret[];

  constructor(secrets: readonly SecretModel[]) {
    this.#secrets = secrets.map((model) => new StoredSecret(model));
  }

  /** @throws ServiceError when there is none */
  find(id: unknown): StoredSecret {
    const found = this.#secrets.find(({ model }) => model.arn === id || model.name === id);
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  /** What the secret holds gives way to this value. Returns what it held. */
  replace(id: string, value: string): string {
    const secret = this.find(id);
    const before = secret.current.value;
    secret.put(value, randomUUID(), ['AWSCURRENT']);
    return before;
  }
}
