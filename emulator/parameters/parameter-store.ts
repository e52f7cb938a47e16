import { ServiceError } from '../services/json-service-listener.ts';

export interface StoredParameter {
  readonly name: string;
  readonly value: string;
  /** 1, 2, … */
  readonly version: number;
  readonly modifiedAtMs: number;
}

/** What a parameter of the standard tier may hold (Systems Manager quotas). */
const MOST_CHARACTERS = 4096;

/** The parameters of one region, by name: texts alone. Empty when the emulator starts, as no stack has one. */
export class ParameterStore {
  readonly #parameters = new Map<string, StoredParameter>();

  /** @throws ServiceError when there is none */
  get(name: string): StoredParameter {
    const found = this.#parameters.get(name);
    if (found) return found;
    throw new ServiceError('ParameterNotFound', `There is no parameter ${name}.`);
  }

  /** @throws ServiceError when there is one and it is not said to overwrite it, or the value is empty or too long */
  put(name: string, value: string, overwrite: boolean): StoredParameter {
    if (value.length === 0 || value.length > MOST_CHARACTERS)
      throw new ServiceError(
        'ValidationException',
        `The value must have 1 to ${MOST_CHARACTERS} characters, and has ${value.length}.`,
      );
    const before = this.#parameters.get(name);
    if (before && !overwrite)
      throw new ServiceError(
        'ParameterAlreadyExists',
        `The parameter ${name} exists. Say Overwrite to change it.`,
      );
    const stored = { name, value, version: (before?.version ?? 0) + 1, modifiedAtMs: Date.now() };
    this.#parameters.set(name, stored);
    return stored;
  }

  /** @throws ServiceError when there is none */
  delete(name: string): void {
    this.#parameters.delete(this.get(name).name);
  }
}
