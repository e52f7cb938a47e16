import type { Input } from './json-service-listener.ts';
import { ServiceError } from './service-error.ts';

/** Members of a request that are texts where they are given. @throws ServiceError */
export function textsOf<const K extends string>(
  input: Input,
  keys: readonly K[],
): Readonly<Partial<Record<K, string>>> {
  const wrong = keys.find((key) => input[key] !== undefined && typeof input[key] !== 'string');
  if (wrong !== undefined) throw new ServiceError('SerializationException', `${wrong} must be a text.`);
  return input as Partial<Record<K, string>>;
}
