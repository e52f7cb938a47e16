import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer } from '../static-ncco.ts';

/** The one copy of the static NCCO that no other row requests, and whose reads cause no alarm. */
const FILE = 'instead-of-4xx.json';

export const foreignAuthorizationAtStatic: PlainRow = {
  name: 'foreign-authorization-at-static',
  assumed: "origin access control replaces a viewer's Authorization, which S3 would refuse",
  reliedOnIn:
    'infra/static-stack.ts: a Vonage application may use a static NCCO as its answer URL, and its callbacks are signed',
  expected: '200 from the static tier for a request with an Authorization header',
  change:
    'infra/static-stack.ts: an origin request policy without Authorization; until then use no static NCCO as a webhook URL',
  check: async ({ ask, staticFallbackUrl }) => {
    const answer = await ask({
      method: 'GET',
      url: new URL(FILE, staticFallbackUrl).href,
      headers: { authorization: 'Bearer of.somebody.else' },
    });
    if (answer.status !== 200) return differs(describeAnswer(answer));
    if (answer.headers['x-cache']?.startsWith('Hit') === true)
      throw new NotCheckedError('CloudFront answered from its cache, not from S3: check again in an hour');
    return ok('200, fetched from S3');
  },
};
