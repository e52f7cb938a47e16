import { judgeInProcess } from '../../../drill/callbacks/judge-in-process.ts';
import type { CreateWebhook } from '../../../drill/callbacks/judge-in-process.ts';
import { goesOverHttp, readVectors } from '../../../drill/callbacks/read-vectors.ts';
import type { CallbackVector } from '../../../drill/callbacks/vector.ts';
import type { RefusalCode } from '../../../functions/auth/refusal.ts';
import { createWebhook } from '../../../functions/webhook/webhook.ts';

const vectors = readVectors();
// Whole seconds, and really now: @vonage/jwt reads `exp` and `nbf` by the machine's clock.
const context = {
  nowMs: Math.floor(Date.now() / 1000) * 1000,
  apiKey: 'abcd1234',
  applicationId: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  currentSecret: 'a-signature-secret-of-32-bytes-or-more',
};
const judge = (vector: CallbackVector) =>
  judgeInProcess(vector, context, createWebhook as unknown as CreateWebhook);

const STATUS: Readonly<Record<string, number>> = {
  accepted: 200,
  'authorization-missing': 503,
  'body-malformed': 400,
  'secrets-unavailable': 502,
};

describe('a callback with', () => {
  it.each(vectors.map((vector) => [vector.name, vector.expect, vector] as const))(
    '%s: %s',
    async (_name, code, vector) => {
      const { secret, payload } = vector;
      expect(await judge(vector)).toMatchObject({
        status: STATUS[code] ?? 401,
        code,
        ...(secret !== undefined && { secret }),
        ...(payload !== undefined && { payload }),
      });
    },
  );
});

describe('the vectors', () => {
  it('are at least 60, have a name each, and are mostly sent over HTTP too', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(60);
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
    expect(vectors.filter(goesOverHttp).length).toBeGreaterThanOrEqual(60);
  });

  it('know each reason to refuse', () => {
    const all: Readonly<Record<RefusalCode, true>> = {
      'authorization-missing': true,
      'authorization-malformed': true,
      'token-malformed': true,
      'algorithm-not-allowed': true,
      'extension-unknown': true,
      'signature-mismatch': true,
      'issuer-unknown': true,
      'api-key-unknown': true,
      'application-unknown': true,
      'issued-at-missing': true,
      'token-expired': true,
      'token-from-the-future': true,
      'payload-hash-missing': true,
      'payload-hash-mismatch': true,
      'secret-not-configured': true,
    };
    const known = new Set([...Object.keys(all), 'accepted', 'body-malformed', 'secrets-unavailable']);
    expect(new Set(vectors.map(({ expect: code }) => code))).toEqual(known);
  });

  it('are relative to now: an hour later each is judged the same', async () => {
    const later = { ...context, nowMs: context.nowMs + 3_600_000 };
    const dated = vectors.filter(({ claims }) => !JSON.stringify(claims ?? {}).match(/"(exp|nbf)"/));
    for (const vector of dated) {
      const { code } = await judgeInProcess(vector, later, createWebhook as unknown as CreateWebhook);
      expect([vector.name, code]).toEqual([vector.name, vector.expect]);
    }
  });
});
