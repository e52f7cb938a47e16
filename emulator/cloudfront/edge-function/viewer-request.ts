import type { BehaviorModel, DistributionModel } from '../../deployment.ts';
import type { DistributionNotes } from '../distribution-notes.ts';
import type { ViewerRequest } from '../origin-request.ts';
import { ownError } from '../viewer-answer.ts';
import { edgeEvent } from './edge-event.ts';
import { InvalidResultError, readResult } from './read-result.ts';
import type { EdgeResult } from './read-result.ts';
import { sandboxed } from './run-in-sandbox.ts';

/** Runs the function of a behaviour, if it has one. */
export type AtViewerRequest = (
  behavior: BehaviorModel,
  viewer: ViewerRequest,
  requestId: string,
) => Promise<EdgeResult>;

/**
 * CloudFront Functions at viewer requests. What a function answers by itself is not mapped by custom error responses
 * (CloudFront Developer Guide, "Status code and body"). A function that throws is a 503 and one whose result is invalid a
 * 502; assumed: neither is mapped.
 */
export function atViewerRequest(distribution: DistributionModel, notes: DistributionNotes): AtViewerRequest {
  const functions = new Map(
    distribution.behaviors.flatMap(({ viewerRequest }) =>
      viewerRequest === undefined ? [] : [[viewerRequest.code, sandboxed(viewerRequest.code)] as const],
    ),
  );
  return async ({ viewerRequest }, viewer, requestId) => {
    const run = functions.get(viewerRequest?.code ?? '');
    if (viewerRequest === undefined || run === undefined) return { kind: 'request', viewer };
    const event = edgeEvent(viewer, distribution, requestId);
    try {
      const result = readResult(await run(event), event.request, viewer);
      if (result.kind === 'response') notes.answeredByFunction(viewer, viewerRequest, result.answer.status);
      return result;
    } catch (error) {
      const status = error instanceof InvalidResultError ? 502 : 503;
      const reason = status === 502 ? 'FunctionValidationError' : 'FunctionExecutionError';
      notes.functionFailed(viewer, viewerRequest, status, String(error));
      return { kind: 'response', answer: ownError(status, reason) };
    }
  };
}
