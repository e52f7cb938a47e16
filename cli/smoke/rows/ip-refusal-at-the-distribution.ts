import type { Answered, Request } from '../ask.ts';
import { fromOutside } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { FAILED_ANSWER, isOfRegion, signedGet } from '../signed.ts';
import { describeAnswer, staticNcco } from '../static-ncco.ts';
import type { Target } from '../target.ts';
import { unsigned } from './error-page.ts';

export const ipRefusalAtTheDistribution: PlainRow = {
  name: 'ip-refusal-at-the-distribution',
  assumed:
    "a CloudFront function sees the viewer's address, and changes the path of a request from outside the allow list to one that does not exist",
  reliedOnIn:
    'infra/ip-ranges/check-viewer.js: behind the distribution, every request has an address of CloudFront',
  expected: 'the static NCCO for every request from outside the IP allow list',
  change: 'infra/ip-ranges/check-viewer.js, infra/ip-ranges/distribution-function.ts',
  check: async (target) => {
    const from = await fromOutside(target);
    const ncco = await staticNcco(target);
    const askOnce = async (): Promise<Answered> => target.ask(await genuine(target), from);
    // Twice: the first request may end in a slow cold start, which looks like a refusal.
    for (const answer of [await askOnce(), await askOnce()])
      if (isServed(target, answer, ncco)) return differs(describeAnswer(answer, ncco));
    return ok('the static NCCO');
  },
};

/** A request that the region would serve from inside the allow list. */
async function genuine(target: Target): Promise<Request> {
  const { mode } = (await target.settings()).source;
  return mode === 'ip'
    ? unsigned(target, 'GET')
    : signedGet(target, target.region.FallbackUrl, FAILED_ANSWER);
}

/** Without signatures (mode "ip"), answers do not name the region. */
const isServed = (target: Target, answer: Answered, ncco: string): boolean =>
  isOfRegion(target, answer) || (answer.status === 200 && answer.body !== ncco);
