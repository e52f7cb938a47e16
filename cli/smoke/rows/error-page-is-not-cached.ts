import { mustBeServed } from '../ip-allow-list.ts';
import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, FAILED_ANSWER, isOfRegion, signedGet } from '../signed.ts';
import type { Target } from '../target.ts';
import { unsigned } from './error-page.ts';

/** CloudFront caches an error this long by default. */
const KEPT_MS = 10_000;

export const errorPageIsNotCached: PlainRow = {
  name: 'error-page-is-not-cached',
  assumed: 'after an error, CloudFront sends the next request to the region again (error caching TTL 0)',
  reliedOnIn:
    'infra/distribution.ts: after one refused request or one slow cold start, the region must still answer the next caller',
  expected: 'right after two errors, the region answers a signed GET',
  change: 'infra/distribution.ts: ttl of errorResponses, cachePolicy of the behaviour of /fallback',
  check: async (target) => {
    await mustBeServed(target);
    if (!(await isServed(target)))
      throw new NotCheckedError('the region answers no signed GET: see authorization-get');
    await twice(() => target.ask(unsigned(target, 'GET')));
    if (!(await isServed(target)))
      return differs('after refusals (403), the distribution still serves its error page');
    const failures = await afterFailures(target);
    return failures === 'kept'
      ? differs('after failures (5xx), the distribution still serves its error page')
      : ok(`the region answers after refusals (403)${failures}`);
  },
};

/** Sequentially. */
async function twice(work: () => Promise<unknown>): Promise<void> {
  await work();
  await work();
}

const isServed = async (target: Target): Promise<boolean> =>
  isOfRegion(target, await askUntilServed(target, () => signedFallback(target)));

const signedFallback = (target: Target) => signedGet(target, target.region.FallbackUrl, FAILED_ANSWER);

/** The same after failures, if one can be caused: CloudFront caches errors of every method unless it is configured not to. */
async function afterFailures(target: Target): Promise<'kept' | ` ${string}`> {
  let lastMs = 0;
  try {
    await target.faults.during('throttle', async () => {
      await twice(async () => target.ask(await signedFallback(target)));
      lastMs = target.nowMs();
    });
  } catch (error) {
    if (!(error instanceof NotCheckedError)) throw error;
    return ` (after failures: not checked, ${error.message})`;
  }
  const undoneMs = target.nowMs() - lastMs;
  if (undoneMs >= KEPT_MS)
    return ` (after failures: not checked, the fault took ${String(undoneMs)} ms to undo)`;
  return (await isServed(target)) ? ' and after failures (5xx)' : 'kept';
}
