import type { AssumedCloudFront } from '../assumed.ts';
import type { DistributionNotes } from './distribution-notes.ts';
import { type CachedResponse, cacheKey, freshness, toCache } from './edge-cache.ts';
import { atViewerRequest } from './edge-function/viewer-request.ts';
import { errorResponseFor, errorTtlMs } from './error-ttl.ts';
import type { OriginFailure, OriginResponse, Progress } from './fetch-origin.ts';
import { nccoProblem } from './ncco-problem.ts';
import { forwardsQuery, originRequest, type OriginRequest, type ViewerRequest } from './origin-request.ts';
import { type CacheResult, fromOrigin, ownError, type ViewerAnswer } from './viewer-answer.ts';
import type { BehaviorModel, DistributionModel, OriginModel } from '../deployment.ts';
import { wildcards } from '../wildcards.ts';

export interface EdgeOptions {
  readonly distribution: DistributionModel;
  /** Asks an origin, with CloudFront's timeouts and attempts. */
  readonly reach: (
    origin: OriginModel,
    request: OriginRequest,
    progress: Progress,
    signal: AbortSignal,
  ) => Promise<OriginResponse | OriginFailure>;
  readonly notes: DistributionNotes;
  readonly clock: () => number;
  readonly assumed: () => AssumedCloudFront;
}

/** The viewer's request, its progress, and whether the viewer is still connected. */
export interface Errand {
  readonly requestId: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

interface Fetched {
  readonly result: OriginResponse | OriginFailure;
  readonly from: CacheResult;
  readonly origin: OriginModel;
}

/** What is answered for a while without asking the origin again. */
interface KeptError {
  readonly answer: ViewerAnswer;
  readonly result: OriginResponse | OriginFailure;
  readonly untilMs: number;
}

/** One edge location: its caches, and how it comes to an answer. */
export function createEdge({ distribution, reach, notes, clock, assumed }: EdgeOptions): {
  answer(viewer: ViewerRequest, errand: Errand): Promise<ViewerAnswer>;
} {
  const objects = new Map<string, CachedResponse>();
  const errors = new Map<string, KeptError>();
  const refreshing = new Set<string>();
  const runFunction = atViewerRequest(distribution, notes);
  let known = assumed();
  /** One that does otherwise has kept nothing of what the one before did. */
  function forgetAnother(): void {
    if (known === assumed()) return;
    known = assumed();
    objects.clear();
    errors.clear();
  }

  async function answer(asked: ViewerRequest, errand: Errand): Promise<ViewerAnswer> {
    forgetAnother();
    const behavior = behaviorFor(distribution.behaviors, asked.path);
    if (!behavior.allowedMethods.includes(asked.method)) {
      notes.methodNotAllowed(asked, behavior);
      return ownError(403, 'this distribution is not configured to allow the HTTP request method');
    }
    // What it changes is another object; the behaviour is chosen.
    const changed = await runFunction(behavior, asked, errand.requestId);
    if (changed.kind === 'response') return changed.answer;
    const viewer = assumed().obeysFunctions ? changed.viewer : { ...changed.viewer, path: asked.path };
    const key = cacheKey(behavior, viewer);
    const isRead = viewer.method === 'GET' || viewer.method === 'HEAD';
    const kept = isRead ? errors.get(key) : undefined;
    if (kept !== undefined && clock() < kept.untilMs) {
      noteKept(viewer, kept.result);
      return kept.answer;
    }
    noteDropped(behavior, viewer);
    const { result, from, origin } = await fetch(behavior, viewer, errand);
    if (result.kind === 'response' && result.status < 400) {
      if (origin.kind === 's3' && viewer.path.endsWith('.json')) noteNcco(viewer.path, origin, result);
      return fromOrigin(result, from);
    }
    const given = await answerError(viewer, behavior, result, errand);
    const ttlMs = isRead ? Math.max(errorTtlMs(distribution, result), assumed().keepsErrorsMs) : 0;
    if (ttlMs > 0) errors.set(key, { answer: given, result, untilMs: clock() + ttlMs });
    return given;
  }

  /** CloudFront Developer Guide, "How CloudFront processes errors when you have configured custom error pages". */
  async function answerError(
    viewer: ViewerRequest,
    failed: BehaviorModel,
    result: OriginResponse | OriginFailure,
    errand: Errand,
  ): Promise<ViewerAnswer> {
    const plain = (): ViewerAnswer =>
      result.kind === 'response' ? fromOrigin(result, 'Error') : ownError(result.status, result.reason);
    const isMapped = !assumed().unmappedMethods.includes(viewer.method);
    const mapped = isMapped ? errorResponseFor(distribution, result.status) : undefined;
    const path = mapped?.responsePagePath;
    if (mapped === undefined || path === undefined) {
      notes.unmapped(viewer, result.status, reasonOf(result));
      return plain();
    }
    // A request of CloudFront's own: nothing of the viewer's goes with it.
    const behavior = behaviorFor(distribution.behaviors, path);
    if (behavior === failed) notes.noPageBehavior(path, behavior);
    const page = await fetch(
      behavior,
      { method: 'GET', path, query: '', headers: {}, body: Buffer.alloc(0), address: viewer.address },
      errand,
    );
    if (page.result.kind === 'failure') {
      if (behavior !== failed) notes.pageFailed(path, behavior, page.result.reason);
      return plain();
    }
    if (page.result.status >= 300) {
      if (behavior !== failed) notes.pageFailed(path, behavior, `status ${String(page.result.status)}`);
      // Documented: the viewer gets the status of the origin that should have had the page.
      return fromOrigin(page.result, 'Error');
    }
    notes.errorPage(viewer, result.status, reasonOf(result), mapped);
    noteNcco(path, page.origin, page.result);
    return fromOrigin(page.result, 'Error', mapped.responseCode ?? result.status);
  }

  /** From the cache where it may, else from the origin; an old object rather than none where the origin fails. */
  async function fetch(behavior: BehaviorModel, viewer: ViewerRequest, errand: Errand): Promise<Fetched> {
    const origin = originOf(behavior);
    const key = cacheKey(behavior, viewer);
    const isRead = viewer.method === 'GET' || viewer.method === 'HEAD';
    const cached = isRead ? objects.get(key) : undefined;
    const age = cached === undefined ? 'gone' : freshness(cached, clock());
    if (cached !== undefined && (age === 'fresh' || age === 'stale-while-revalidate')) {
      if (age === 'stale-while-revalidate') refresh(behavior, viewer, key, errand);
      return { result: cached.response, from: 'Hit', origin };
    }
    const result = await ask(behavior, origin, viewer, key, errand);
    if (result.status >= 500 && cached !== undefined && age === 'stale-if-error') {
      notes.staleObject(viewer.path);
      return { result: cached.response, from: 'Hit', origin };
    }
    return { result, from: 'Miss', origin };
  }

  async function ask(
    behavior: BehaviorModel,
    origin: OriginModel,
    viewer: ViewerRequest,
    key: string,
    { requestId, progress, signal }: Errand,
  ): Promise<OriginResponse | OriginFailure> {
    const request = originRequest({ distribution, behavior, origin, viewer, requestId, assumed: assumed() });
    const fetchOnce = (): Promise<OriginResponse | OriginFailure> => reach(origin, request, progress, signal);
    const mostTimes = viewer.method === 'GET' ? assumed().asksFailingOrigin : 1;
    let result = await fetchOnce();
    for (let times = 1; result.status >= 500 && times < mostTimes; times += 1) result = await fetchOnce();
    const kept =
      viewer.method === 'GET' && result.kind === 'response' ? toCache(behavior, result, clock()) : undefined;
    if (kept !== undefined) objects.set(key, kept);
    return result;
  }

  /** Nobody waits for it. */
  function refresh(behavior: BehaviorModel, viewer: ViewerRequest, key: string, { requestId }: Errand): void {
    if (refreshing.has(key)) return;
    refreshing.add(key);
    const errand: Errand = { requestId, progress: {}, signal: new AbortController().signal };
    void ask(behavior, originOf(behavior), { ...viewer, method: 'GET' }, key, errand).finally(() => {
      refreshing.delete(key);
    });
  }

  function originOf({ originId }: BehaviorModel): OriginModel {
    const origin = distribution.origins.find(({ id }) => id === originId);
    if (origin === undefined) throw new Error(`no origin ${originId}`);
    return origin;
  }

  function noteDropped(behavior: BehaviorModel, viewer: ViewerRequest): void {
    const origin = originOf(behavior);
    if (origin.kind === 's3') return;
    const { headers } = originRequest({
      distribution,
      behavior,
      origin,
      viewer,
      requestId: '',
      assumed: assumed(),
    });
    if (viewer.headers['authorization'] !== undefined && headers['authorization'] === undefined)
      notes.authorizationDropped(viewer, behavior);
    if (viewer.query !== '' && !forwardsQuery(behavior)) notes.queryDropped(viewer, behavior);
  }

  function noteKept(viewer: ViewerRequest, result: OriginResponse | OriginFailure): void {
    const mapped = errorResponseFor(distribution, result.status);
    if (mapped?.responsePagePath === undefined) notes.unmapped(viewer, result.status, reasonOf(result));
    notes.errorFromCache(viewer, result.status, mapped);
  }

  /** What makes callers hear nothing of a static file that was found. */
  function noteNcco(path: string, origin: OriginModel, { headers, body }: OriginResponse): void {
    const type = headers['content-type'] ?? 'no content type';
    if (!type.startsWith('application/json')) notes.pageType(path, origin, type);
    const problem = nccoProblem(body);
    if (problem !== undefined) notes.pageInvalid(path, origin, problem);
  }

  return { answer };
}

function reasonOf(result: OriginResponse | OriginFailure): string {
  return result.kind === 'response' ? `the origin answered ${String(result.status)}` : result.reason;
}

/** The first behaviour whose pattern matches the path; the default one matches everything. */
function behaviorFor(behaviors: readonly BehaviorModel[], path: string): BehaviorModel {
  const found = behaviors.find(({ pathPattern }) => matches(pathPattern, path));
  if (found === undefined) throw new Error('a distribution without a default behaviour');
  return found;
}

/** The leading slash may be left out. */
const matches = (pattern: string, path: string): boolean =>
  pattern === '*' || wildcards(pattern.startsWith('/') ? pattern : `/${pattern}`).test(path);
