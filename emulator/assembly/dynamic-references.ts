import type { SecretModel, Where } from '../deployment.ts';
import { NotEmulatedError } from './assembly-error.ts';

const REFERENCE = /\{\{resolve:[^}]*\}\}/g;
/** A secret of the stack by ARN (which has colons) or name, whole and as it is now. */
const WHOLE_SECRET =
  /^\{\{resolve:secretsmanager:(arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:}]+|[^:}]+)(?::SecretString)?:{0,3}\}\}$/;

/**
 * Puts what CloudFormation reads at deployment in the place of each `{{resolve:secretsmanager:…}}`, wherever it stands
 * (CloudFormation User Guide, "Dynamic references").
 * @param secrets those of the stack; asked only when there is a reference
 */
export function resolveReferences(
  value: unknown,
  where: Where,
  secrets: () => readonly Pick<SecretModel, 'arn' | 'name' | 'value'>[],
): unknown {
  if (typeof value === 'string')
    return value.replace(REFERENCE, (reference) => read(reference, where, secrets));
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, where, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolveReferences(item, where, secrets)]),
  );
}

function read(
  reference: string,
  where: Where,
  secrets: () => readonly Pick<SecretModel, 'arn' | 'name' | 'value'>[],
): string {
  const id = WHOLE_SECRET.exec(reference)?.[1];
  if (id === undefined)
    throw new NotEmulatedError(where, reference, 'It knows references to the whole of a secret.');
  const secret = secrets().find(({ arn, name }) => arn === id || name === id);
  if (secret === undefined)
    throw new NotEmulatedError(where, reference, 'It knows references to a secret of the same stack.');
  return secret.value;
}
