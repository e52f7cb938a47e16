import { ofType } from '../../../contracts/call-history/records.ts';
import type { RecordOf } from '../../../contracts/call-history/records.ts';
import { originOf, tierOf } from '../../../contracts/call-history/served-by.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { SHORTEST_TIMEOUT_MS } from '../../../contracts/settings/timeouts.ts';
import type { LocalSystem } from '../../local/local-system.ts';
import type { BusyMachine } from '../busy-machine.ts';
import type { StepFailure } from './play-steps.ts';

/** A request that went wrong while so much of its time was lost proves nothing. */
const LEAST_LOST_MS = 100;

/** Whether this machine, and not the call flow, may be why a step did not hold. */
export function isExcused(
  { silence }: StepFailure,
  records: readonly HistoryRecord[],
  {
    machine: { lostMs },
    system: { regions },
    broken,
  }: {
    readonly machine: Pick<BusyMachine, 'lostMs'>;
    readonly system: Pick<LocalSystem, 'regions'>;
    /** Parts that were broken at any time. */
    readonly broken: ReadonlySet<string>;
  },
): boolean {
  if (silence !== undefined) return lostMs(silence.fromMs, silence.toMs) >= silence.excessMs;
  const primary = originOf(regions.primary.answer);
  // What becomes of other events changes nothing that is heard.
  const urls = new Map(
    ofType(records, 'request').flatMap(({ request, url, expectsNcco }) =>
      expectsNcco ? [[request, url]] : [],
    ),
  );
  const isBroken = (request: string): boolean => {
    const role = originOf(urls.get(request) ?? '') === primary ? 'primary' : 'secondary';
    return [...broken].some(
      (part) =>
        (part.startsWith(role) && part !== `${role}-bot`) ||
        (role === 'secondary' && (part === 'cloudfront' || part === 'static')),
    );
  };
  return ofType(records, 'outcome').some(
    (outcome) =>
      urls.has(outcome.request) &&
      mayBeOfTimeout(outcome, tierOf(records, outcome.request, [primary])) &&
      !isBroken(outcome.request) &&
      lostMs(outcome.atMs - outcome.tookMs, outcome.atMs) >= LEAST_LOST_MS,
  );
}

/**
 * Whether a timeout may have decided what was answered: Vonage's, the gateway's, CloudFront's, or in a function that of the call flow, of a
 * look-up or of the application that it asks.
 */
const mayBeOfTimeout = ({ outcome, tookMs }: RecordOf<'outcome'>, tier: ReturnType<typeof tierOf>): boolean =>
  outcome.kind === 'error' || outcome.status >= 500 || tier === 'static' || tookMs >= SHORTEST_TIMEOUT_MS;
