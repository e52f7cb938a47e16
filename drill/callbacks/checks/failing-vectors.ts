import { expectedStatus } from '../expected-status.ts';
import { judgeInProcess } from '../judge-in-process.ts';
import { readVectors } from '../read-vectors.ts';
import type { CallbackVector, VectorContext } from '../vector.ts';
import type { Verifier } from './verifier-without.ts';

/** The names of the vectors that a verifier judges otherwise than vectors.json says. */
export async function failingVectors(
  { createWebhook, parseSignatureSecret }: Verifier,
  context: VectorContext,
): Promise<readonly string[]> {
  const failing: string[] = [];
  for (const vector of readVectors()) {
    const found = await judgeInProcess(vector, context, createWebhook, parseSignatureSecret).catch(
      () => undefined,
    );
    if (found === undefined || !isAsExpected(vector, found)) failing.push(vector.name);
  }
  return failing;
}

type Found = Awaited<ReturnType<typeof judgeInProcess>>;

const isAsExpected = (vector: CallbackVector, found: Found): boolean =>
  found.code === vector.expect &&
  found.status === expectedStatus(vector.expect) &&
  (vector.secret === undefined || found.secret === vector.secret) &&
  (vector.payload === undefined || found.payload === vector.payload);
