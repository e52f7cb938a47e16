import { randomUUID } from 'node:crypto';
import { describeResource, type RegionModel, type SecretModel } from '../deployment.ts';
import { StoredSecret } from './stored-secret.ts';
import { ServiceError } from '../services/json-service-listener.ts';

/** The secrets of one region, by ARN or name. */
export class SecretStore {
  readonly #secrets: readonly StoredSecret[];
  readonly #holdsThoseOfCallFlow: () => boolean;

  /** @param holdsThoseOfCallFlow whether their owner has created them */
  constructor(secrets: readonly SecretModel[], holdsThoseOfCallFlow: () => boolean = () => true) {
    this.#secrets = secrets.map((model) => new StoredSecret(model));
    this.#holdsThoseOfCallFlow = holdsThoseOfCallFlow;
  }

  /** @throws ServiceError when there is none */
  find(id: unknown): StoredSecret {
    const found = this.#secrets.find(({ model }) => model.arn === id || model.name === id);
    if (found && (found.model.isOfCallFlow !== true || this.#holdsThoseOfCallFlow())) return found;
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

/** The region's secret that its output names as the one with the signature secrets. @throws when there is none */
export function signatureSecretOf({ stack, secrets, outputs }: RegionModel): SecretModel {
  const named = outputs['SignatureSecretArn'];
  const secret = secrets.find(({ arn }) => arn === named);
  if (secret) return secret;
  const found = secrets.map(({ where }) => describeResource(where)).join(', ') || 'none';
  throw new Error(
    `Expected a secret in ${stack} that its output SignatureSecretArn (${named ?? 'missing'}) names; found ${found}.`,
  );
}
