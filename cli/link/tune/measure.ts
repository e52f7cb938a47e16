import type { SendHttp } from '../../kit/send-http.ts';
import { bursts } from './bursts.ts';
import type { Cold } from './bursts.ts';
import { judge } from './judge.ts';
import type { Judged } from './judge.ts';
import { paced } from './pace.ts';
import type { Route } from './route.ts';
import { startTally } from './tally.ts';
import type { Tally } from './tally.ts';
import { distributionOf } from './times.ts';

/** Cold starts of each URL to be seen, and requests of each that the bursts must answer at least. */
export const COLD = 20;
/** Requests to each route before the long measurement: a wrong secret is reported after these, not after 2000. */
const FIRST_LOOK = 3;
/** Of the paced requests. */
const AT_ONCE = 20;

export interface RouteTimes {
  readonly route: Route;
  readonly warm: Tally;
  /** Undefined where it was not come to. */
  readonly cold: Cold | undefined;
}

export interface StaticNcco {
  readonly body: string;
  /** With its connection. */
  readonly tookMs: number;
}

export interface Measuring {
  readonly send: SendHttp;
  /** The static tier's answer and its time; undefined if unknown. */
  readonly staticNcco: StaticNcco | undefined;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** A phase and how far it has come, 0 to 1. */
  readonly onProgress: (phase: string, share: number) => void;
}

const asker =
  ({ send, staticNcco, nowMs }: Measuring) =>
  async ({ request }: Route): Promise<Judged> =>
    judge(await send(request(nowMs())), staticNcco?.body);

/** A few requests to each route, one after the other. */
export async function firstLook(
  routes: readonly Route[],
  measuring: Measuring,
): Promise<readonly RouteTimes[]> {
  const ask = asker(measuring);
  const looks = routes.map(async (route): Promise<RouteTimes> => {
    const counting = startTally();
    for (let count = 0; count < FIRST_LOOK; count++) counting.add(await ask(route));
    return { route, warm: counting.tally(), cold: undefined };
  });
  return Promise.all(looks);
}

/**
 * Asks every route in turn, `requests` times in all, evenly paced; then each route in bursts, for cold starts. When
 * interrupted, resolves with what there is.
 */
export async function measure(
  routes: readonly Route[],
  measuring: Measuring,
  { requests, perSecond }: { readonly requests: number; readonly perSecond: number },
): Promise<readonly RouteTimes[]> {
  const ask = asker(measuring);
  const { nowMs, pause, signal, onProgress } = measuring;
  const counting = routes.map((route) => ({ route, ...startTally() }));
  let done = 0;
  await paced(requests, { perSecond, atOnce: AT_ONCE, nowMs, pause, signal }, async (index) => {
    const { route, add } = counting[index % counting.length] as (typeof counting)[number];
    add(await ask(route));
    done += 1;
    onProgress('warm', done / requests);
  });

  const results: RouteTimes[] = [];
  for (const [index, { route, tally }] of counting.entries()) {
    const warm = tally();
    const siblings = routes.filter(({ webhook }) => webhook === route.webhook).length;
    const wanted = Math.ceil(COLD / siblings);
    const warmP99Ms = distributionOf(warm.times.responsesMs)?.p99Ms ?? 0;
    const cold = signal.aborted
      ? undefined
      : await bursts({
          wanted,
          warmP99Ms,
          send: () => ask(route),
          pause,
          signal,
          onBurst: (seen) => onProgress('cold', (index + Math.min(1, seen / wanted)) / counting.length),
        });
    results.push({ route, warm, cold });
  }
  return results;
}
