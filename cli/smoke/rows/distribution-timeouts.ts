import { ASSUMED_STATIC_FETCH_MS } from '../../../contracts/settings/check-timeouts.ts';
import { NotCheckedError, differs, ok } from '../finding.ts';
import type { FaultRow } from '../row.ts';
import { FAILED_ANSWER, isOfRegion, signedGet } from '../signed.ts';
import { describeAnswer, staticNcco } from '../static-ncco.ts';

export const distributionTimeouts: FaultRow = {
  name: 'distribution-timeouts',
  during: 'hang',
  assumed: 'CloudFront sends a hanging region one request, then fetches the error page without delay',
  reliedOnIn:
    'contracts/settings/timeouts.ts, contracts/settings/check-timeouts.ts: the answer must reach Vonage before Vonage gives up',
  expected:
    "an answer within the distribution's connect timeout, its read timeout and the time to fetch the page",
  change:
    'contracts/settings/timeouts.ts: fallback.distributionConnectMs, distributionReadMs, integrationMs, socketMs; contracts/settings/check-timeouts.ts: ASSUMED_STATIC_FETCH_MS',
  check: async (target) => {
    const ncco = await staticNcco(target);
    const { distributionConnectMs, distributionReadMs } = target.timeouts;
    const limitMs = distributionConnectMs + distributionReadMs + ASSUMED_STATIC_FETCH_MS;
    const answer = await target.ask(await signedGet(target, target.region.FallbackUrl, FAILED_ANSWER));
    if (isOfRegion(target, answer)) throw new NotCheckedError('the region answered in spite of the fault');
    const tookMs = Math.round(answer.connectMs + answer.responseMs);
    const found = `${describeAnswer(answer, ncco)} after ${String(tookMs)} of ${String(limitMs)} ms`;
    return tookMs <= limitMs ? ok(found) : differs(found);
  },
};
