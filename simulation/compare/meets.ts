import type { Timeouts } from '../../contracts/settings/timeouts.ts';
import type { Met } from '../../simulator/rules/try-webhook.ts';
import { type Place } from '../schedule/faults.ts';
import type { Breaks } from './faults.ts';
import { LAMBDA_TIMEOUT_MS, type SetUpName } from './set-ups.ts';

/** An NCCO that is served at once. */
export const SERVED: Met = { status: 200, afterMs: 0, body: '[{"action":"talk","text":"Hello."}]' };
/** What a plain application says to an event. */
const NOTHING_TO_PLAY: Met = { status: 200, afterMs: 0, body: '' };
const FOREVER_MS = 3_600_000;

type Route = 'answer' | 'event' | 'fallback';

/** On the way to an API, or in its place: the same in each set-up. */
const ON_THE_WAY: Readonly<Record<string, Met>> = {
  refuses: { error: 'connection-refused' },
  'black-hole': { error: 'connect-timeout' },
  'accepts-and-hangs': { error: 'socket-timeout' },
  'name-does-not-resolve': { error: 'invalid-url' },
  'tls-expired': { error: 'tls-fault' },
  drips: { ...SERVED, afterMs: FOREVER_MS, drips: true },
  'answers-503': { status: 503, afterMs: 0 },
  'answers-html': { status: 200, afterMs: 0, body: '<!doctype html>', contentType: 'text/html' },
};

/** What Vonage meets at a region's API; undefined: nothing of these breaks it. @param breaks those of the region */
function atApi(kind: string, route: Route, setUp: SetUpName, timeouts: Timeouts): Met | undefined {
  const onTheWay = ON_THE_WAY[kind];
  if (onTheWay !== undefined) return onTheWay;
  const isOurs = setUp === 'this';
  const ours = {
    answer: timeouts.answer,
    event: timeouts.websocketDisconnected,
    fallback: timeouts.fallback,
  };
  switch (kind) {
    case 'functions-hang':
      return { status: 502, afterMs: isOurs ? ours[route].integrationMs : LAMBDA_TIMEOUT_MS };
    case 'functions-crash':
      return { status: 502, afterMs: 0 };
    case 'functions-throttled':
      return { status: isOurs ? 502 : 500, afterMs: 0 };
    case 'wrong-secret':
      // A plain application verifies nothing.
      return isOurs ? { status: 401, afterMs: 0 } : undefined;
    default:
      return undefined;
  }
}

/** What the answer URL meets, or the event URL, where a caller waits for the reply to a lost bot's event. */
export function primaryMeets(
  breaks: readonly Breaks[],
  route: 'answer' | 'event',
  setUp: SetUpName,
  timeouts: Timeouts,
): Met {
  const healthy = route === 'event' && setUp !== 'this' ? NOTHING_TO_PLAY : SERVED;
  return meeting(breaks, 'primary', (kind) => atApi(kind, route, setUp, timeouts)) ?? healthy;
}

/** What the fallback URL meets; undefined: the set-up has none. */
export function fallbackMeets(
  breaks: readonly Breaks[],
  setUp: SetUpName,
  timeouts: Timeouts,
): Met | undefined {
  const isStaticGone = breaks.some(({ place }) => place === 'static');
  switch (setUp) {
    case 'bare':
      return undefined;
    case 'article':
      // CloudFront's own answer, where its origin refuses.
      return isStaticGone ? { status: 502, afterMs: 0 } : SERVED;
    case 'this': {
      if (breaks.some(({ kind }) => kind === 'distribution-refuses')) return { error: 'connection-refused' };
      const api = meeting(breaks, 'secondary', (kind) => atApi(kind, 'fallback', setUp, timeouts));
      return api === undefined
        ? SERVED
        : { ...SERVED, ...(isStaticGone && { status: 502 }), afterMs: givenUpMs(api, timeouts) };
    }
  }
}

/** How long CloudFront waits for the secondary's API before it serves the static NCCO, ms. */
function givenUpMs(met: Met, { fallback }: Timeouts): number {
  if (!('error' in met)) return Math.min(met.afterMs, fallback.distributionReadMs);
  switch (met.error) {
    case 'connect-timeout':
      return fallback.distributionConnectMs;
    case 'socket-timeout':
      return fallback.distributionReadMs;
    default:
      return 0;
  }
}

const meeting = (
  breaks: readonly Breaks[],
  at: Place,
  met: (kind: string) => Met | undefined,
): Met | undefined =>
  breaks.flatMap(({ kind, place }) => (place === at ? [met(kind)] : [])).find((found) => found !== undefined);
