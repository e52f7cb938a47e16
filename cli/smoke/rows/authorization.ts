import type { Request } from '../ask.ts';
import { mustBeServed } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, FAILED_ANSWER, isOfRegion, signedGet, signedPost } from '../signed.ts';
import { describeAnswer, staticNcco } from '../static-ncco.ts';
import type { Target } from '../target.ts';

const REQUESTS: Readonly<Record<'GET' | 'POST', (target: Target) => Promise<Request>>> = {
  GET: (target) => signedGet(target, target.region.FallbackUrl, FAILED_ANSWER),
  POST: (target) =>
    signedPost(target, target.region.FallbackUrl, JSON.stringify(Object.fromEntries(FAILED_ANSWER))),
};

const authorization = (method: 'GET' | 'POST'): PlainRow => ({
  name: `authorization-${method.toLowerCase()}`,
  assumed: `CloudFront hands the Authorization of a ${method} on to the API behind it`,
  reliedOnIn: 'infra/distribution.ts: without it every fallback is the static NCCO',
  expected: `a signed ${method} at the distribution is answered by the region`,
  change: `infra/distribution.ts: originRequestPolicy of the API's behaviour; if it is one method alone, the setting fallbackMethod`,
  check: async (target) => {
    await mustBeServed(target);
    await startEnvironment(target);
    const answer = await askUntilServed(target, () => REQUESTS[method](target));
    if (isOfRegion(target, answer)) return ok(`answered by ${target.region.Region}`);
    return differs(describeAnswer(answer, await staticNcco(target)));
  },
});

/** At the API itself: no cold start is to be taken for a lost Authorization, nor an error of one to be kept at the edge. */
const startEnvironment = ({ ask, region }: Target): Promise<unknown> =>
  ask({ method: 'POST', url: region.FallbackDirectUrl, body: '{}' });

export const authorizationGet = authorization('GET');
export const authorizationPost = authorization('POST');
