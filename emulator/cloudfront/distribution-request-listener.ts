import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { AS_ASSUMED } from '../assumed.ts';
import type { AssumedCloudFront } from '../assumed.ts';
import type { DistributionModel } from '../deployment.ts';
import { watchMachineDelay } from '../processes/cpu-waits.ts';
import { wasSevered } from '../network/breakable-listener.ts';
import type { SourceAddresses } from '../network/source-addresses.ts';
import type { TakeNote } from '../note.ts';
import { createEdge } from './create-edge.ts';
import { distributionNotes } from './distribution-notes.ts';
import { fetchOrigin, type Progress } from './fetch-origin.ts';
import { readViewerRequest } from './read-viewer-request.ts';
import { type Address, socketLine } from './socket-line.ts';
import { ownError, send } from './viewer-answer.ts';

/**
 * CloudFront in front of loopback origins: behaviours, policies, timeouts, custom error responses and
 * caching as documented; TLS, compression and more than one edge location are left out. Assumed where
 * nothing is documented: errors of POST are mapped like those of GET; CloudFront's own 403 and 413 are not
 * mapped; where the error page's origin does not answer at all, the viewer gets the original error.
 */
export function distributionRequestListener(options: {
  readonly distribution: DistributionModel;
  /** The loopback address of an origin's host name, asked at each request. */
  readonly connect: (hostName: string) => Address | undefined;
  readonly note: TakeNote;
  /** Who the viewers are. */
  readonly addresses: SourceAddresses;
  /** ms; only the caches read it. */
  readonly clock?: () => number;
  readonly assumed?: () => AssumedCloudFront;
  /** A viewer's request has a connection to an origin: the other end of the one, this end of the other (`address:port`). */
  readonly onForwarded?: (viewer: string, client: string) => void;
  /** What this process has waited for a core so far, ms; as the kernel says if left out. */
  readonly waitMs?: () => number;
}): RequestListener {
  const { distribution, connect, addresses, onForwarded, assumed = () => AS_ASSUMED.cloudFront } = options;
  const notes = distributionNotes(distribution, options.note);
  const clock = options.clock ?? (() => performance.now());
  const edge = createEdge({
    distribution,
    reach: (origin, request, progress, signal) => {
      const address = connect(origin.hostName);
      return fetchOrigin(origin, address && socketLine(address), request, progress, signal);
    },
    notes,
    clock,
    assumed,
  });

  return (request, response) => {
    const requestId = randomBytes(28).toString('base64url');
    const viewerLeft = new AbortController();
    const isDelayedByMachine = watchMachineDelay(options.waitMs);
    const viewerAt = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
    const progress: Progress = {
      onConnected: (client) => onForwarded?.(viewerAt, client),
    };
    const answer = async (): Promise<void> => {
      const viewer = await readViewerRequest(request, addresses);
      response.once('close', () => {
        if (response.writableFinished) return;
        if ('method' in viewer && !wasSevered(request.socket) && !isDelayedByMachine())
          notes.viewerLeft(viewer, progress);
        viewerLeft.abort();
      });
      const given =
        'refused' in viewer
          ? ownError(viewer.refused, viewer.reason)
          : await edge.answer(viewer, { requestId, progress, signal: viewerLeft.signal });
      send(response, given, {
        requestId,
        hostName: distribution.hostName,
        isHead: request.method === 'HEAD',
      });
    };
    answer().catch((error: unknown) => {
      if (!viewerLeft.signal.aborted) response.destroy(error as Error);
    });
  };
}
