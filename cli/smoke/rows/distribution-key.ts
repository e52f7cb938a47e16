import { mustHaveAllowList } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer } from '../static-ncco.ts';
import { apiUrl } from '../target.ts';

export const distributionKey: PlainRow = {
  name: 'distribution-key',
  assumed: "the gateway refuses a request to /fallback without the distribution's API key",
  reliedOnIn:
    'infra/ip-ranges/distribution-key.ts: otherwise anyone could reach the API through a CloudFront distribution of their own',
  expected: '403 with {"code":"invalid-api-key"}',
  change: 'infra/ip-ranges/distribution-key.ts, infra/api.ts: apiKeyRequired of /fallback',
  check: async (target) => {
    await mustHaveAllowList(target);
    const answer = await target.ask({ method: 'POST', url: apiUrl(target, 'fallback'), body: '{}' });
    const found = describeAnswer(answer);
    return answer.status === 403 && answer.body === '{"code":"invalid-api-key"}' ? ok(found) : differs(found);
  },
};
