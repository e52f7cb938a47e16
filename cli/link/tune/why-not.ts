import { COLD } from './measure.ts';
import type { RouteTimes } from './measure.ts';
import { STATIC_INSTEAD } from './judge.ts';
import { failuresIn } from './tally.ts';
import { npmRun } from '../../kit/npm-run.ts';

/** Of all requests; more than that is no healthy deployment, and its times say nothing about one. */
const MOST_FAILURES = 0.01;

/** Why nothing can be recommended from what was measured, with what to do, line by line; empty where something can. */
export function whyNot(results: readonly RouteTimes[], requestsWanted: number): readonly string[] {
  const tallies = results.flatMap(({ warm, cold }) => [warm, ...(cold ? [cold] : [])]);
  const requests = tallies.reduce((sum, tally) => sum + tally.requests, 0);
  const failed = tallies.reduce((sum, tally) => sum + failuresIn(tally), 0);
  if (failed > MOST_FAILURES * requests)
    return [
      `${String(failed)} of ${String(requests)} requests failed, more than ${String(MOST_FAILURES * 100)} %: the times of an unhealthy deployment are not used.`,
      ...describeFailures(results),
    ];
  const warm = results.reduce((sum, result) => sum + result.warm.requests, 0);
  if (warm < requestsWanted)
    return [
      `Expected ${String(requestsWanted)} warm requests, found ${String(warm)}: too few. Let it run to its end.`,
    ];
  const uncold = results.filter(({ route, cold }) => (cold?.requests ?? 0) < coldWanted(route, results));
  if (uncold.length > 0)
    return [
      `Expected at least ${String(COLD)} requests at once of each URL, found fewer of ${uncold.map(({ route }) => route.name).join(', ')}: too few.`,
      ...describeFailures(results),
    ];
  return [];
}

const coldWanted = ({ webhook }: RouteTimes['route'], results: readonly RouteTimes[]): number =>
  Math.ceil(COLD / results.filter(({ route }) => route.webhook === webhook).length);

/** Each thing that went wrong, where and how often, and what to do about it. */
export function describeFailures(results: readonly RouteTimes[]): readonly string[] {
  const where = new Map<string, string[]>();
  for (const { route, warm, cold } of results) {
    for (const [phase, failures] of [
      ['', warm.failures],
      [' at once', cold?.failures ?? {}],
    ] as const) {
      for (const [what, count] of Object.entries(failures))
        where.set(what, [...(where.get(what) ?? []), `${route.name} ${String(count)} times${phase}`]);
    }
  }
  return [...where].map(([what, places]) => `${what} (${places.join(', ')}): ${wayOut(what)}`);
}

/** What to do about it. */
export function wayOut(what: string): string {
  if (what === 'HTTP 401')
    return `the signature was refused. VONAGE_SIGNATURE_SECRET is not the account’s, the region’s secret is not set, or this machine’s clock is wrong; "${npmRun('link verify')}" says which.`;
  if (what === 'HTTP 403')
    return 'refused by API Gateway, or by the fallback function. If an IP allow list is deployed, add this machine’s address to source.operatorRanges of settings.ts and deploy.';
  if (what === STATIC_INSTEAD)
    return 'CloudFront served the static NCCO for a signed request. The secondary’s secret is not the account’s, this machine’s address is outside the IP allow list (source.operatorRanges of settings.ts), or the function fails or exceeds CloudFront’s timeout.';
  if (what === 'HTTP 429') return 'the requests are throttled. Measure with a lower --rate.';
  if (/^HTTP 5/.test(what))
    return 'the function failed, or API Gateway’s integration timeout ended. If only simultaneous requests fail: cold starts take longer than the integration timeout, or the account’s concurrency is used up. The function’s log says which.';
  if (/^HTTP /.test(what))
    return `no webhook gives this answer. The outputs file may belong to another deployment: run ${npmRun('outputs')}.`;
  if (/^(CERT_|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME)/.test(what))
    return 'no valid TLS connection, so Vonage cannot connect either. Check the domain’s certificate.';
  return `it cannot be reached, or closes the connection. The outputs file may belong to another deployment: run ${npmRun('outputs')}. If the region is down: "${npmRun('link apply', '--primary', 'OTHER-REGION')}".`;
}

/** Says where fewer cold starts were seen than wanted, and why the recommendation holds for them all the same. */
export function fewColdStarts(results: readonly RouteTimes[]): readonly string[] {
  const webhooks = [...new Set(results.map(({ route }) => route.webhook))];
  const few = webhooks.flatMap((webhook) => {
    const bursts = results.flatMap(({ route, cold }) => (route.webhook === webhook && cold ? [cold] : []));
    const seen = bursts.reduce((sum, { coldStarts }) => sum + coldStarts, 0);
    const mostAtOnce = Math.max(0, ...bursts.map((burst) => burst.mostAtOnce));
    return seen < COLD ? [`${String(seen)} of ${webhook} (up to ${String(mostAtOnce)} at once)`] : [];
  });
  return few.length === 0
    ? []
    : [
        `Fewer than ${String(COLD)} cold starts were seen: ${few.join(', ')}. A slower one is cut by the deployed deadlines, which the recommended timeouts outlast.`,
      ];
}
