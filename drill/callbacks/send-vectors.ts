import { Agent } from 'node:http';
import type { Write } from '../../contracts/history.ts';
import type { EmulatorDescription } from '../../emulator/emulator.ts';
import { buildRequest } from './build-request.ts';
import { describeAnswer } from './describe-answer.ts';
import { goesOverHttp, readVectors } from './read-vectors.ts';
import { sendRequest } from './send-request.ts';
import { targetsOf } from './targets.ts';
import type { VectorTarget } from './targets.ts';
import type { CallbackVector } from './vector.ts';

/** Sends every vector to every URL that takes its method, one after the other, and records the results. */
export async function sendVectors(description: EmulatorDescription, write: Write): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = async (vector: CallbackVector, { name, url, expected }: VectorTarget, statics: string) => {
    const { apiKey, id: applicationId, signatureSecret: currentSecret } = description.application;
    const context = { nowMs: Date.now(), apiKey, applicationId, currentSecret };
    const found = await sendRequest(url, buildRequest(vector, context), agent).then(
      ({ status, body }) => describeAnswer(status, body, statics),
      (error: unknown) => String(error),
    );
    write({
      atMs: performance.now(),
      call: '',
      type: 'vector',
      vector: vector.name,
      target: name,
      expected: expected(vector),
      found,
    });
  };
  try {
    const statics = await fetch(description.static['fallback'] ?? '').then((response) => response.text());
    const targets = targetsOf(description);
    for (const vector of readVectors().filter(goesOverHttp)) {
      const takers = targets.filter(({ methods }) => methods.includes(vector.method ?? 'POST'));
      for (const target of takers) await send(vector, target, statics);
    }
  } finally {
    agent.destroy();
  }
}
