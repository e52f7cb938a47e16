import { parseSettings } from '../../contracts/function-settings.ts';
import { ROUTES, type RouteName } from '../../contracts/routes.ts';
import type { RegionModel } from '../../emulator/deployment.ts';
import type { Spell } from '../schedule/schedule.ts';
import type { World } from '../world/world.ts';
import { type Attempt, tierAsked } from './judged.ts';

/** What a request may take that nothing is in the way of, ms: a cold start, the handler, and the way. */
const HEALTHY_MS = 700;
/** There and back, twice, ms. */
const WAY_MS = 100;
/** A journal is given up after this while a caller waits, ms. */
const JOURNAL_MS = 400;
/** CloudFront gives the static bucket so long, ms. */
const STATIC_MS = 1000;

/** What bounds one request, ms. */
interface Bounds {
  readonly socketMs: number;
  readonly integrationMs: number;
  readonly handlerMs: number;
}

/** Vonage asks once more after these only (SUP 115016024247): a region that fails otherwise is asked once. */
const RETRIED = /^(refuses|black-hole|accepts-and-hangs|drips|resets-\w+|answers-(429|503|504))$/;

/** The longest that each kind of fault may make one request last; the others fail at once. */
const TAKES: readonly (readonly [kinds: RegExp, ms: (bounds: Bounds) => number])[] = [
  [/^(black-hole|accepts-and-hangs|drips)$/, ({ socketMs }) => socketMs + WAY_MS],
  [/^(functions-hang|brown-out)$/, ({ integrationMs }) => integrationMs + WAY_MS],
  [/^(secret-store-\w+|wrong-secret)$/, ({ handlerMs }) => handlerMs + HEALTHY_MS],
  [/^journal-/, () => JOURNAL_MS + HEALTHY_MS],
  // An environment that is still starting is new once more.
  [/^cold-start/, () => HEALTHY_MS * 2],
];

/**
 * The longest that Vonage may wait for the outcome of an attempt, by the faults that were there meanwhile, ms.
 * @param before the attempts at the same request before it
 */
export function limitOf(
  attempt: Attempt,
  before: readonly Attempt[],
  { deployment, voice, profile }: Pick<World, 'deployment' | 'voice' | 'profile'>,
  primaryOrigins: readonly string[],
): number {
  const tier = tierAsked(attempt, primaryOrigins);
  const { request, meanwhile } = attempt;
  if (before.length > 0 && !before.some((each) => mayBeRetried(each, tier === 'fallback'))) return 0;
  const pauseMs = before.length > 0 ? profile.retryPauseMs : 0;
  const role = tier === 'primary' ? 'primary' : 'secondary';
  const kinds = kindsAt(meanwhile, role);
  const bounds = boundsOf(
    deployment[role],
    tier === 'fallback' ? '/stage/fallback' : new URL(request.url).pathname,
  );
  if (tier !== 'fallback') {
    const { socket_timeout: socketMs } =
      voice.webhooks[request.kind === 'answer' ? 'answer_url' : 'event_url'];
    return pauseMs + longest(kinds, { ...bounds, socketMs });
  }
  const toApi = deployment.secondary.distribution.origins.find(({ kind }) => kind === 'custom');
  const regionMs = pauseMs + longest(kinds, { ...bounds, socketMs: toApi?.readTimeoutMs.value ?? Infinity });
  return kinds.length === 0 || kindsAt(meanwhile, 'static').length === 0 ? regionMs : regionMs + STATIC_MS;
}

const kindsAt = (spells: readonly Spell[], place: string): readonly string[] =>
  spells.filter(({ fault }) => fault.place === place).map(({ fault }) => fault.kind);

const longest = (kinds: readonly string[], bounds: Bounds): number =>
  Math.max(
    HEALTHY_MS,
    ...TAKES.flatMap(([pattern, ms]) => (kinds.some((kind) => pattern.test(kind)) ? [ms(bounds)] : [])),
  );

/** Behind CloudFront a region's failure is an error page: asked again is only what CloudFront does not replace. */
function mayBeRetried({ meanwhile }: Attempt, isFallback: boolean): boolean {
  if (!isFallback) return meanwhile.some(({ fault }) => RETRIED.test(fault.kind));
  return meanwhile.some(
    ({ fault }) => fault.place === 'static' || /^(distribution-refuses|answers-429)$/.test(fault.kind),
  );
}

const known = new WeakMap<RegionModel, Map<string, Omit<Bounds, 'socketMs'>>>();

/** Of the method that a path leads to: `/stage/event`, `/stage/event/{state}`. */
function boundsOf(region: RegionModel, pathname: string): Omit<Bounds, 'socketMs'> {
  const [, , name = '', state] = pathname.split('/');
  const path = state === undefined ? `/${name}` : `/${name}/{state}`;
  const ofRegion = known.get(region) ?? new Map<string, Omit<Bounds, 'socketMs'>>();
  known.set(region, ofRegion);
  const bounds = ofRegion.get(path) ?? readBounds(region, name as RouteName, path);
  ofRegion.set(path, bounds);
  return bounds;
}

function readBounds(region: RegionModel, name: RouteName, path: string): Omit<Bounds, 'socketMs'> {
  const method = region.api.methods.find((each) => each.path === path);
  const route = ROUTES.find((each) => each.name === name);
  const text = method && region.functions[method.functionId]?.environment['SETTINGS'];
  // A path that leads to no function is refused at once.
  if (method === undefined || route === undefined || text === undefined)
    return { integrationMs: 0, handlerMs: 0 };
  const timeouts = (path === `/${name}` ? route : route.state)?.timeouts ?? route.timeouts;
  return {
    integrationMs: method.integrationTimeoutMs.value,
    handlerMs: parseSettings(text).deadlinesMs[timeouts],
  };
}
