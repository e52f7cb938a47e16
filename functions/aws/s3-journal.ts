import { systemClock, type WallClock } from '../../contracts/clock.ts';
import type { JournalLocation } from '../../contracts/function-settings.ts';
import { configure } from './create-runtime.ts';
import type { S3Access } from './environment.ts';
import { sendOnce } from './send-once.ts';
import { sha256, signAwsRequest } from './sign-aws-request.ts';
import type { JournalBucket, JournalingPorts, Runtime } from '../ports.ts';

/** One region's journal in S3. Conditional writes make duplicates harmless. No SDK client, for the sake of cold starts. */
export const createS3Journal = (
  { bucket, region }: JournalLocation,
  access: S3Access,
  clock: WallClock,
): JournalBucket => ({
  region,
  keep: async ({ key, body }, signal) => {
    const url = new URL(`${baseUrl(bucket, region, access.endpoint)}/${key}`);
    const put = (): ReturnType<typeof sendOnce> => {
      const request = {
        method: 'PUT',
        url,
        service: 's3',
        region,
        headers: {
          'content-type': 'application/json',
          'if-none-match': '*',
          'x-amz-content-sha256': sha256(body),
        },
        body,
      } as const;
      return sendOnce({ ...request, headers: signAwsRequest(request, access, clock.nowMs()) }, signal);
    };
    let reply = await put();
    // 409: another write of the same key is in progress.
    if (reply.status === 409) reply = await put();
    if (reply.status === 200) return 'written';
    if (reply.status === 412) return 'already-there';
    throw new Error(`S3 answered ${String(reply.status)}: ${errorCodeOf(reply.text)}.`);
  },
});

const baseUrl = (bucket: string, region: string, endpoint: string | undefined): string =>
  endpoint === undefined
    ? `https://${bucket}.s3.${region}.amazonaws.com`
    : `${endpoint.replace(/\/+$/, '')}/${bucket}`;

/** `<Code>` of an S3 error, e.g. `AccessDenied`. */
const errorCodeOf = (text: string): string => /<Code>(\w{1,100})<\/Code>/.exec(text)?.[1] ?? 'no error code';

/** The dependencies of handlers that journal events. In its own file, so that `answer` does not load it. */
export const createJournalingRuntime = (
  variables: Readonly<Record<string, string | undefined>>,
): Runtime<JournalingPorts> =>
  configure(variables, ({ settings: { journal }, s3 }) => ({
    journal: {
      own: createS3Journal(journal.own, s3, systemClock),
      other: createS3Journal(journal.other, s3, systemClock),
    },
  }));
