import { randomUUID } from 'node:crypto';
import type { SecretModel } from '../deployment.ts';

interface Stored {
  readonly model: SecretModel;
  value: string;
  versionId: string;
}

/** The secrets of one region, by ARN or name. */
export class SecretStore {
  readonly #secrets: readonly Stored[];

  constructor(secrets: readonly SecretModel[]) {
    this.#secrets = secrets.map((model) => ({ model, value: model.value, versionId: randomUUID() }));
  }

  find(id: unknown): Readonly<Stored> | undefined {
    return this.#secrets.find(({ model }) => model.arn === id || model.name === id);
  }

  put(id: unknown, value: string): Readonly<Stored> | undefined {
    const stored = this.#secrets.find(({ model }) => model.arn === id || model.name === id);
    if (!stored) return undefined;
    stored.value = value;
    stored.versionId = randomUUID();
    return stored;
  }
}
