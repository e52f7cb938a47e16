import { nccoProblem } from '../../link/verify/judge-ncco.ts';
import type { Request } from '../ask.ts';
import { whereUnsignedIsRefused } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer, nccoAt } from '../static-ncco.ts';
import type { Target } from '../target.ts';

/** An unsigned request: the API answers the distribution with 403. */
export const unsigned = (
  { region }: Target,
  method: 'GET' | 'POST',
  url: string = region.FallbackUrl,
): Request => ({
  method,
  url,
  ...(method === 'POST' ? { body: '{}' } : {}),
});

const errorPage = (method: 'GET' | 'POST'): PlainRow => ({
  name: `error-page-${method.toLowerCase()}`,
  assumed: `if the API answers a ${method} with an error, CloudFront serves the error page, as 200`,
  reliedOnIn: 'infra/distribution.ts: the static NCCO must answer the same request that failed',
  expected: '200, application/json, the static NCCO',
  change: `infra/distribution.ts: errorResponses and the behaviour of /static/*; if only one method fails, the setting fallbackMethod`,
  check: async (target) => {
    const from = await whereUnsignedIsRefused(target);
    const { distributions } = target;
    const pages: string[] = [];
    for (const { url, staticUrl } of distributions) {
      const ncco = await nccoAt(staticUrl, target.ask);
      const answer = await target.ask(unsigned(target, method, url), from);
      const isPage = answer.status === 200 && answer.body === ncco;
      const problem = isPage ? nccoProblem(answer) : undefined;
      const found = describeAnswer(answer, ncco);
      if (!isPage || problem !== undefined)
        return differs(`${problem ?? found}${distributions.length === 1 ? '' : ` at ${url}`}`);
      pages.push(found);
    }
    const [found = ''] = pages;
    return ok(
      pages.length === 1 ? found : `${found}, at each of ${String(pages.length)} distributions its own`,
    );
  },
});

export const errorPageGet = errorPage('GET');
export const errorPagePost = errorPage('POST');
