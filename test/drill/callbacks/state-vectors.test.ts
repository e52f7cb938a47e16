import { judgeState } from '../../../drill/callbacks/judge-state.ts';
import type { StateReader } from '../../../drill/callbacks/judge-state.ts';
import { readStateVectors } from '../../../drill/callbacks/state-vector.ts';
import { idsOf, readCallState, writeCallState } from '../../../functions/flow/call-state.ts';
import { nextOfFlow } from '../../../functions/flow/next-of-flow.ts';

const vectors = readStateVectors();
const context = {
  nowMs: Math.floor(Date.now() / 1000) * 1000,
  apiKey: 'abcd1234',
  applicationId: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  currentSecret: 'a-signature-secret-of-32-bytes-or-more',
};
const reader = { idsOf, readCallState, writeCallState, nextOfFlow } as unknown as StateReader;

describe('a call’s state in an event URL', () => {
  it.each(vectors.map((vector) => [vector.name, vector.expect, vector] as const))(
    '%s: %s',
    (_name, code, vector) => {
      expect(judgeState(vector, context, reader)).toBe(code);
    },
  );

  it('has a name for each vector, and a vector for each judgement', () => {
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
    expect([...new Set(vectors.map(({ expect: code }) => code))].sort()).toEqual([
      'state-expired',
      'state-of-another-call',
      'state-unreadable',
      'step',
      'step-unknown',
      'too-long',
      'too-many-steps',
    ]);
  });
});
