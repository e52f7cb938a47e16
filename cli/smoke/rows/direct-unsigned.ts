import { randomBytes, randomUUID } from 'node:crypto';
import { signCallback } from '../../../contracts/sign-callback.ts';
import { codeOf } from '../code-of.ts';
import { mustAskForSignature, mustBeServed } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { apiUrl } from '../target.ts';
import type { Target } from '../target.ts';

const BODY = '{}';

export const directUnsigned: PlainRow = {
  name: 'direct-unsigned',
  assumed:
    "the gateway passes Authorization to the function, and the function's own status, also 503, to the client",
  reliedOnIn: 'functions/webhook/create-answer.ts, infra/gateway-responses.ts',
  expected: '503 without a signature (Vonage tries again, signed); 401 with a wrong one',
  change:
    'functions/webhook/create-answer.ts: the statuses; infra/gateway-responses.ts, if the gateway answered by itself',
  check: async (target) => {
    await mustAskForSignature(target);
    await mustBeServed(target);
    const url = apiUrl(target, 'answer');
    const answers = [
      await target.ask({ method: 'POST', url, body: BODY }),
      await target.ask({ method: 'POST', url, body: BODY, headers: wronglySigned(target) }),
    ];
    const found = answers.map((answer) => `${String(answer.status)} ${codeOf(answer) ?? 'without a code'}`);
    const expected = ['503 authorization-missing', '401 signature-mismatch'];
    return (found.join() === expected.join() ? ok : differs)(`${found.join('; ')}`);
  },
};

/** Names another account and application, so that no alarm counts it as a refused callback of Vonage. */
function wronglySigned({ nowMs }: Target): Readonly<Record<string, string>> {
  const claims = {
    apiKey: 'smoke',
    applicationId: 'smoke',
    id: randomUUID(),
    issuedAtMs: nowMs(),
    payload: BODY,
  };
  return { authorization: `Bearer ${signCallback(claims, randomBytes(32).toString('hex'))}` };
}
