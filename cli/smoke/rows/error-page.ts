import { nccoProblem } from '../../link/verify/judge-ncco.ts';
import type { Request } from '../ask.ts';
import { whereUnsignedIsRefused } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer, staticNcco } from '../static-ncco.ts';
import type { Target } from '../target.ts';

/** An unsigned request: the API answers the distribution with 403. */
export const unsigned = ({ region }: Target, method: 'GET' | 'POST'): Request => ({
  method,
  url: region.FallbackUrl,
  ...(method === 'POST' ? { body: '{}' } : {}),
});

const errorPage = (method: 'GET' | 'POST'): PlainRow => ({
  name: `error-page-${method.toLowerCase()}`,
  assumed: `if the API answers a ${method} with an error, CloudFront serves the error page, as 200`,
  reliedOnIn: 'infra/distribution.ts: the static NCCO must answer the same request that failed',
  expected: '200, application/json, the static NCCO',
  change: `infra/distribution.ts: errorResponses and the behaviour of /static/*; if only one method fails, the setting fallbackMethod`,
  check: async (target) => {
    const ncco = await staticNcco(target);
    const answer = await target.ask(unsigned(target, method), await whereUnsignedIsRefused(target));
    const isPage = answer.status === 200 && answer.body === ncco;
    const problem = isPage ? nccoProblem(answer) : undefined;
    const found = describeAnswer(answer, ncco);
    return isPage && problem === undefined ? ok(found) : differs(problem ?? found);
  },
});

export const errorPageGet = errorPage('GET');
export const errorPagePost = errorPage('POST');
