import { mustBeServed } from '../ip-allow-list.ts';
import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, FAILED_ANSWER, isOfRegion, signedGet } from '../signed.ts';
import type { Target } from '../target.ts';
import { unsigned } from './error-page.ts';

/** What CloudFront keeps an error for that has no TTL. */
const KEPT_MS = 10_000;

export const errorPageIsNotCached: PlainRow = {
  name: 'error-page-is-not-cached',
  assumed: 'CloudFront asks the region again at once after an error (error caching TTL 0)',
  reliedOnIn:
    'infra/distribution.ts: one refused stranger, or one cold start, must not cost the next caller the region',
  expected: 'right after two errors a signed GET is answered by the region',
  change: 'infra/distribution.ts: ttl of errorResponses, cachePolicy of the behaviour of /fallback',
  check: async (target) => {
    await mustBeServed(target);
    if (!(await isServed(target)))
      throw new NotCheckedError('no signed GET is served: see authorization-get');
    await twice(() => target.ask(unsigned(target, 'GET')));
    if (!(await isServed(target)))
      return differs('after refusals (403) the distribution serves its error page still');
    const failures = await afterFailures(target);
    return failures === 'kept'
      ? differs('after failures (5xx) the distribution serves its error page still')
      : ok(`asked again after refusals (403)${failures}`);
  },
};

/** One after the other. */
async function twice(work: () => Promise<unknown>): Promise<void> {
  await work();
  await work();
}

const isServed = async (target: Target): Promise<boolean> =>
  isOfRegion(target, await askUntilServed(target, () => signedFallback(target)));

const signedFallback = (target: Target) => signedGet(target, target.region.FallbackUrl, FAILED_ANSWER);

/** Where a failure can be caused: CloudFront keeps those that nobody has told it not to keep, of all methods. */
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
