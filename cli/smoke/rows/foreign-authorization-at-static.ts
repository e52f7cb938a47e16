import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { describeAnswer } from '../static-ncco.ts';

/** Of all copies of the static NCCO the one that nobody else asks for here, and whose reads ring no alarm. */
const FILE = 'instead-of-4xx.json';

export const foreignAuthorizationAtStatic: PlainRow = {
  name: 'foreign-authorization-at-static',
  assumed: "origin access control replaces a viewer's Authorization, which S3 would refuse",
  reliedOnIn:
    'infra/static-stack.ts: a Vonage application may name a static NCCO itself, and its callbacks are signed',
  expected: '200 at the static tier, with a signed callback’s Authorization',
  change:
    'infra/static-stack.ts: an origin request policy that leaves Authorization out; until then name no static NCCO in an application',
  check: async ({ ask, staticFallbackUrl }) => {
    const answer = await ask({
      method: 'GET',
      url: new URL(FILE, staticFallbackUrl).href,
      headers: { authorization: 'Bearer of.somebody.else' },
    });
    if (answer.status !== 200) return differs(describeAnswer(answer));
    if (answer.headers['x-cache']?.startsWith('Hit') === true)
      throw new NotCheckedError('an edge has kept the file, and S3 was not asked: ask again in an hour');
    return ok('200, fetched from S3');
  },
};
