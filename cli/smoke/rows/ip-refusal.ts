import { fromOutside } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer } from '../static-ncco.ts';
import { apiUrl } from '../target.ts';

export const ipRefusal: PlainRow = {
  name: 'ip-refusal',
  assumed: "the gateway itself refuses addresses outside its policy, with this project's text",
  reliedOnIn: 'infra/ip-ranges/source-policy.ts, infra/gateway-responses.ts',
  expected: '403 with {"code":"access-denied"} and nothing of the API or the account',
  change:
    "infra/ip-ranges/source-policy.ts, if the request is let in; infra/gateway-responses.ts: the type that answered, if the text is not this project's",
  check: async (target) => {
    const request = { method: 'POST', url: apiUrl(target, 'answer'), body: '{}' } as const;
    const answer = await target.ask(request, await fromOutside(target));
    const found = describeAnswer(answer);
    return answer.status === 403 && answer.body === '{"code":"access-denied"}' ? ok(found) : differs(found);
  },
};
