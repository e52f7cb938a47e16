import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer } from '../static-ncco.ts';

const MOST_TRIES = 4;
const PAUSE_MS = 250;

export const health: PlainRow = {
  name: 'health',
  assumed: 'the gateway passes unsigned requests to /health on, from any address',
  reliedOnIn: 'contracts/routes.ts, infra/ip-ranges/source-policy.ts',
  expected: '200 with {"status":"ok"}',
  change:
    'the log of the health function says why the region does not answer calls; if the gateway refused: infra/ip-ranges/source-policy.ts',
  check: async ({ region, ask, pause }) => {
    let answer = await ask({ method: 'GET', url: region.HealthUrl });
    // A cold start may outlast the gateway's integration timeout.
    for (let tries = 1; answer.status >= 500 && tries < MOST_TRIES; tries += 1) {
      await pause(PAUSE_MS);
      answer = await ask({ method: 'GET', url: region.HealthUrl });
    }
    const found = describeAnswer(answer);
    return answer.status === 200 && answer.body === '{"status":"ok"}' ? ok(found) : differs(found);
  },
};
