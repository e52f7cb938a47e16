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
  assumed: "the gateway hands a function's own status on, also 503, and Authorization to the function",
  reliedOnIn: 'functions/webhook/create-answer.ts, infra/gateway-responses.ts',
  expected: 'unsigned 503 (asked again, signed); with a wrong signature 401',
  change:
    'functions/webhook/create-answer.ts: the statuses; infra/gateway-responses.ts, if the gateway has answered itself',
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

/** By an account and an application that are not ours: no alarm takes it for Vonage's. */
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
