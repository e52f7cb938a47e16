import { randomUUID } from 'node:crypto';
import type { SecretModel } from '../deployment.ts';
import { ServiceError } from '../services/json-service-listener.ts';

/** One value that a secret has or had; it never changes. */
export interface SecretVersion {
  /** The request's token, chosen by the client that wrote the version. */
  readonly id: string;
  readonly value: string;
  readonly createdAtMs: number;
}

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** One secret: its versions, and the staging labels, each on one version at a time (Secrets Manager, "Versions"). */
export class StoredSecret {
  readonly model: SecretModel;
  readonly #versions = new Map<string, SecretVersion>();
  readonly #labels = new Map<string, string>();

  constructor(model: SecretModel) {
    this.model = model;
    this.put(model.value, randomUUID(), [CURRENT]);
  }

  get current(): SecretVersion {
    return this.read({ label: CURRENT });
  }

  labelsOf(id: string): readonly string[] {
    return [...this.#labels].flatMap(([label, on]) => (on === id ? [label] : []));
  }

  /** @throws ServiceError when there is no such version */
  read({ id, label = CURRENT }: { readonly id?: string; readonly label?: string }): SecretVersion {
    const version = this.#versions.get(id ?? this.#labels.get(label) ?? '');
    if (version) return version;
    const which = id === undefined ? `staging label: ${label}` : `VersionId: ${id}`;
    throw new ServiceError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${which}`,
    );
  }

  /** The same content under the same token is one version. @throws ServiceError when it is another content */
  put(value: string, token: string, labels: readonly string[]): SecretVersion {
    const known = this.#versions.get(token);
    if (known && known.value !== value) {
      throw new ServiceError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${this.model.arn}.`,
      );
    }
    if (known) return known;
    const version = { id: token, value, createdAtMs: Date.now() };
    this.#versions.set(token, version);
    for (const label of labels) this.#attach(label, token);
    return version;
  }

  /**
   * Moves a label; one that is attached must be said to leave the version where it is. So this is a compare-and-set.
   * @throws ServiceError when it is somewhere else, or there is no such version
   */
  moveLabel(label: string, from: string | undefined, to: string | undefined): void {
    for (const id of [from, to]) if (id !== undefined) this.read({ id });
    const attached = this.#labels.get(label);
    if (from !== attached) {
      throw new ServiceError(
        'InvalidParameterException',
        attached === undefined
          ? `The staging label ${label} is attached to no version.`
          : `The staging label ${label} is currently attached to version ${attached}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    }
    if (to !== undefined) this.#attach(label, to);
    else if (label === CURRENT)
      throw new ServiceError('InvalidParameterException', `${CURRENT} can be moved, and not removed.`);
    else this.#labels.delete(label);
  }

  #attach(label: string, id: string): void {
    const before = this.#labels.get(label);
    this.#labels.set(label, id);
    if (label === CURRENT && before !== undefined && before !== id) this.#labels.set(PREVIOUS, before);
  }
}
