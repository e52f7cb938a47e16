import { lookUntil } from '../../kit/look-until.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { COLD_START_LOOKS } from '../signed.ts';
import { describeAnswer } from '../static-ncco.ts';

export const health: PlainRow = {
  name: 'health',
  assumed: 'the gateway passes unsigned requests to /health on, from any address',
  reliedOnIn: 'contracts/routes.ts, infra/ip-ranges/source-policy.ts',
  expected: '200 with {"status":"ok"}',
  change:
    'the log of the health function says why the region does not answer calls; if the gateway refused: infra/ip-ranges/source-policy.ts',
  check: async ({ region, ask, pause }) => {
    const answer = await lookUntil(
      () => ask({ method: 'GET', url: region.HealthUrl }),
      ({ status }) => status < 500,
      { ...COLD_START_LOOKS, pause },
    );
    const found = describeAnswer(answer);
    return answer.status === 200 && answer.body === '{"status":"ok"}' ? ok(found) : differs(found);
  },
};
