import type { Clock } from '../../contracts/clock.ts';
import type { Random } from '../../contracts/random.ts';
import { AS_ASSUMED } from '../../emulator/assumed.ts';
import { createEdge } from '../../emulator/cloudfront/create-edge.ts';
import { distributionNotes } from '../../emulator/cloudfront/distribution-notes.ts';
import {
  failure,
  fetchOrigin,
  type OriginFailure,
  type OriginLine,
  type OriginResponse,
} from '../../emulator/cloudfront/fetch-origin.ts';
import { viewerRequest } from '../../emulator/cloudfront/read-viewer-request.ts';
import { ownError } from '../../emulator/cloudfront/viewer-answer.ts';
import type { BucketModel, DistributionModel } from '../../emulator/deployment.ts';
import { CLOUDFRONT_ADDRESS } from '../../emulator/network/source-addresses.ts';
import type { TakeNote } from '../../emulator/note.ts';
import { admitS3Request } from '../../emulator/s3/admit-s3-request.ts';
import { S3Error } from '../../emulator/s3/s3-error.ts';
import { parseS3Request } from '../../emulator/s3/s3-request.ts';
import { type StoredObject, storeDeployed } from '../../emulator/s3/stored-object.ts';
import { isOfVonage } from './beside.ts';
import type { Changes } from './changes.ts';
import {
  connect,
  type Host,
  type Reply,
  send,
  singleValues,
  type WireFault,
  type WireResponse,
} from './wire.ts';

/** CloudFront decides as the emulator's does; its origins are hosts of this world. */
export function createDistribution({
  model,
  hosts,
  fault,
  changes,
  note,
  clock,
  random,
  randomOfOthers,
}: {
  readonly model: DistributionModel;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly fault: () => WireFault | undefined;
  readonly changes: Changes;
  readonly note: TakeNote;
  readonly clock: Clock;
  readonly random: Random;
  /** What requests of others draw from, so that they change no call by it. */
  readonly randomOfOthers: Random;
}): Host {
  const edge = createEdge({
    distribution: model,
    reach: (origin, request, progress, signal) => {
      const host = hosts.get(origin.hostName);
      return fetchOrigin(origin, host && lineTo(host, clock), request, progress, signal);
    },
    notes: distributionNotes(model, note),
    clock: () => clock.monotonicMs(),
    assumed: () => AS_ASSUMED.cloudFront,
  });
  return {
    changes,
    fault,
    serve: async (request) => {
      const { method, target, headers, body, sender } = request;
      const viewer = viewerRequest({
        method,
        url: target,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
        body,
        address: sender,
      });
      const answer =
        'refused' in viewer
          ? ownError(viewer.refused, viewer.reason)
          : await edge.answer(viewer, {
              requestId: (isOfVonage(request) ? random : randomOfOthers).hex(16),
              progress: {},
              signal: new AbortController().signal,
            });
      return { status: answer.status, headers: singleValues(answer.headers), body: answer.body };
    },
  };
}

/** An origin in this world. */
const lineTo = (host: Host, clock: Clock): OriginLine<Host> => ({
  connect: async (timeoutMs) => {
    const error = await connect(host, clock, timeoutMs);
    if (error === undefined) return { kind: 'connected', connection: host, client: 'cloudfront' };
    return error === 'connect-timeout'
      ? failure(504, 'the origin did not accept a connection in time')
      : failure(502, `could not connect to the origin (${error})`);
  },
  exchange: async (to, origin, { method, path, headers, body }) => {
    const silentMs = origin.readTimeoutMs.value;
    const wholeMs = origin.responseCompletionTimeoutMs ?? Infinity;
    const request = { method, target: path, headers, body, sender: CLOUDFRONT_ADDRESS };
    return fromWire(await send(to, request, clock, { silentMs, wholeMs }));
  },
});

function fromWire(reply: Reply): OriginResponse | OriginFailure | 'too-late' {
  if (reply.kind === 'response') return { kind: 'response', ...reply.response };
  switch (reply.error) {
    case 'silent-too-long':
      return 'too-late';
    case 'whole-too-long':
      return failure(504, 'the origin did not end its response in time');
    default:
      return failure(502, `the origin closed the connection without a response (${reply.error})`);
  }
}

/** Decoded and hashed once: no world writes into a static bucket. */
const stored = new WeakMap<BucketModel, ReadonlyMap<string, StoredObject>>();

function objectsOf(bucket: BucketModel): ReadonlyMap<string, StoredObject> {
  const objects =
    stored.get(bucket) ?? new Map(bucket.objects.map((object) => [object.key, storeDeployed(object)]));
  stored.set(bucket, objects);
  return objects;
}

/** S3 of the static tier: what the assembly deploys, to whom its policy lets read it. */
export function createStaticBuckets(
  buckets: readonly BucketModel[],
  fault: () => WireFault | undefined,
  changes: Changes,
  note: TakeNote,
): ReadonlyMap<string, Host> {
  const names = buckets.map(({ name }) => name);
  return new Map(
    buckets.map((bucket) => {
      const objects = objectsOf(bucket);
      const read = (request: Parameters<typeof parseS3Request>[0]): WireResponse => {
        const parsed = parseS3Request(request, names);
        admitS3Request(bucket, parsed, objects.has(parsed.key), note);
        const object = objects.get(parsed.key);
        if (object === undefined) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
        return { status: 200, headers: { ...object.headers, etag: object.etag }, body: object.body };
      };
      const serve: Host['serve'] = ({ method, target, headers }) => {
        try {
          return Promise.resolve(read({ method, url: target, headers }));
        } catch (error) {
          if (!(error instanceof S3Error)) return Promise.reject(error as Error);
          return Promise.resolve({
            status: error.status,
            headers: { 'content-type': 'application/xml' },
            body: Buffer.from(`<Error><Code>${error.code}</Code></Error>`),
          });
        }
      };
      return [`${bucket.name}.s3.${bucket.region}.amazonaws.com`, { changes, fault, serve }];
    }),
  );
}
