import { nccoProblem } from '../../link/verify/judge-ncco.ts';
import type { Request } from '../ask.ts';
import { whereUnsignedIsRefused } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer, staticNcco } from '../static-ncco.ts';
import type { Target } from '../target.ts';

/** What nobody has signed: a 403 behind the distribution. */
export const unsigned = ({ region }: Target, method: 'GET' | 'POST'): Request => ({
  method,
  url: region.FallbackUrl,
  ...(method === 'POST' ? { body: '{}' } : {}),
});

const errorPage = (method: 'GET' | 'POST'): PlainRow => ({
  name: `error-page-${method.toLowerCase()}`,
  assumed: `CloudFront serves the error page, as 200, for an error that a ${method} meets behind it`,
  reliedOnIn: 'infra/distribution.ts: the last resort, at the same request',
  expected: '200, application/json, the static NCCO',
  change: `infra/distribution.ts: errorResponses and the behaviour of /static/*; if it is one method alone, the setting fallbackMethod`,
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
