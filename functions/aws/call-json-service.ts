import type { WallClock } from '../../contracts/clock.ts';
import type { ServiceAccess } from './environment.ts';
import { sendOnce } from './send-once.ts';
import type { Reply } from './send-once.ts';
import { signAwsRequest } from './sign-aws-request.ts';

/** One operation of an AWS service with the JSON 1.1 protocol. */
export interface JsonOperation {
  /** The service's name in signatures, e.g. `ssm`. */
  readonly service: string;
  /** `X-Amz-Target`, e.g. `AmazonSSM.GetParameter`. */
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Sends a signed POST and resolves to the reply, whatever its status. */
export function callJsonService(
  { service, target, input }: JsonOperation,
  access: ServiceAccess,
  clock: WallClock,
  signal: AbortSignal,
): Promise<Reply> {
  const request = {
    method: 'POST',
    url: new URL(access.endpoint),
    service,
    region: access.region,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(input),
  } as const;
  return sendOnce({ ...request, headers: signAwsRequest(request, access, clock.nowMs()) }, signal);
}

/** `__type` of the service's error, e.g. `ResourceNotFoundException`. */
export const errorTypeOf = (text: string): string =>
  /"__type"\s*:\s*"([\w.#]{1,100})"/.exec(text)?.[1] ?? 'no error type';
