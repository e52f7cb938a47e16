import { expectedStatus } from '../expected-status.ts';
import { judgeInProcess } from '../judge-in-process.ts';
import { judgeState } from '../judge-state.ts';
import { readStateVectors } from '../state-vector.ts';
import { readVectors } from '../read-vectors.ts';
import type { CallbackVector, VectorContext } from '../vector.ts';
import type { Verifier } from './verifier-without.ts';

/** The names of the vectors that a verifier judges otherwise than vectors.json and state-vectors.json say. */
export async function failingVectors(verifier: Verifier, context: VectorContext): Promise<readonly string[]> {
  const { createWebhook, parseSignatureSecret } = verifier;
  const failing: string[] = [];
  for (const vector of readVectors()) {
    const found = await judgeInProcess(vector, context, createWebhook, parseSignatureSecret).catch(
      () => undefined,
    );
    if (found === undefined || !isAsExpected(vector, found)) failing.push(vector.name);
  }
  return [...failing, ...failingStates(verifier, context)];
}

const failingStates = (verifier: Verifier, context: VectorContext): readonly string[] =>
  readStateVectors().flatMap((vector) => {
    try {
      const found = judgeState(vector, context, verifier, verifier.parseSignatureSecret);
      return found === vector.expect ? [] : [vector.name];
    } catch {
      return [vector.name];
    }
  });

type Found = Awaited<ReturnType<typeof judgeInProcess>>;

const isAsExpected = (vector: CallbackVector, found: Found): boolean =>
  found.code === vector.expect &&
  found.status === expectedStatus(vector.expect) &&
  (vector.secret === undefined || found.secret === vector.secret) &&
  (vector.payload === undefined || found.payload === vector.payload);
