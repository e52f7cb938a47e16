import type { TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { leftMs } from '../probe/application-request.ts';
import type { ApplicationTimes } from './application.ts';
import { ms } from './print-measured.ts';
import { MARGIN } from './recommend.ts';
import { largest } from './times.ts';

/** Whether the application is as fast as the deployed preset wants it, and which preset to set where it is not; one line each. */
export function adviseApplication(
  { address, tally: { requests, failures }, tookMs }: ApplicationTimes,
  deployed: TimeoutsName,
): readonly string[] {
  const failed = Object.entries(failures).map(
    ([what, count]) =>
      `The application failed ${String(count)} of ${String(requests)} times: ${what}. Callers hear your own steps then: POST ${address} is to answer with an NCCO, at this URL and not by a redirect.`,
  );
  return tookMs.length === 0 ? failed : [...failed, speedOf(tookMs, deployed)];
}

function speedOf(tookMs: readonly number[], deployed: TimeoutsName): string {
  const slower = (thanMs: number): number => tookMs.filter((each) => each >= thanMs).length;
  const mostMs = largest(tookMs);
  const most = Number.isFinite(mostMs) ? `${ms(mostMs)} ms at most` : 'some no answer in time';
  const route = (['answer', 'fallback'] as const).find((each) => slower(leftMs(deployed, each)) > 0);
  if (route === undefined) {
    const margin = mostMs * MARGIN < leftMs(deployed, 'answer') ? '' : ', with little margin';
    return `The application took ${most}, each time with a new connection from this machine: within the ${String(leftMs(deployed, 'answer'))} ms that timeouts: '${deployed}' leaves it${margin}.`;
  }
  const late = slower(leftMs(deployed, route));
  const of = `of ${String(tookMs.length)}`;
  const where = route === 'answer' ? '' : ' at the fallback';
  const found = `The application took longer than the ${String(leftMs(deployed, route))} ms that timeouts: '${deployed}' leaves it${where} ${String(late)} ${of} times (${most}): those callers hear your own steps.`;
  const guardedMs = leftMs('guarded', 'answer');
  const stillLate = slower(guardedMs);
  const faster = `no preset leaves more than ${String(guardedMs)} ms: make it answer faster (what it waits for, its first request after a pause, its distance to the regions)`;
  if (stillLate >= late) return `${found} A longer wait helps none of them; ${faster}.`;
  const still = stillLate === 0 ? 'long enough for all' : `still too short ${String(stillLate)} ${of} times`;
  return `${found} Set timeouts: 'guarded' in settings.ts and deploy: it leaves ${String(guardedMs)} ms, ${still}${stillLate === 0 ? '' : `, and ${faster}`}.`;
}
