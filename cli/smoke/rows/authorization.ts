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
  assumed: `CloudFront forwards the Authorization header of a ${method} to the API`,
  reliedOnIn: 'infra/distribution.ts: without the header, every fallback request gets the static NCCO',
  expected: `the region answers a signed ${method} through the distribution`,
  change: `infra/distribution.ts: originRequestPolicy of the API's behaviour; if only one method fails, the setting fallbackMethod`,
  check: async (target) => {
    await mustBeServed(target);
    await startEnvironment(target);
    const answer = await askUntilServed(target, () => REQUESTS[method](target));
    if (isOfRegion(target, answer)) return ok(`answered by ${target.region.Region}`);
    return differs(describeAnswer(answer, await staticNcco(target)));
  },
});

/** Asks the API directly: a cold start behind CloudFront could look like a lost header, or leave a cached error there. */
const startEnvironment = ({ ask, region }: Target): Promise<unknown> =>
  ask({ method: 'POST', url: region.FallbackDirectUrl, body: '{}' });

export const authorizationGet = authorization('GET');
export const authorizationPost = authorization('POST');
