import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { HostFault, OtherAnswer } from '../emulator.ts';

/** A fault that strikes requests which have arrived: connections are opened as ever. */
export type RequestFault = Extract<
  HostFault,
  'resets-before' | 'resets-during' | { readonly answers: unknown }
>;

export const isRequestFault = (fault: HostFault): fault is RequestFault =>
  typeof fault === 'object' || fault === 'resets-before' || fault === 'resets-during';

/** @param reset the connection of a request */
export function meetRequestFault(
  fault: RequestFault,
  onRequest: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
  reset: () => void,
): void {
  if (typeof fault === 'object') answerInstead(fault.answers, request, response);
  else if (fault === 'resets-before') request.resume().once('end', reset);
  else {
    resetInTheMiddle(response, reset);
    onRequest(request, response);
  }
}

function answerInstead(
  { status, headers, body }: OtherAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // A response before the end of the request would be a reset for some clients.
  request.resume().once('end', () => {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  });
}

/** The status line, the headers and half of the body arrive. */
function resetInTheMiddle(response: ServerResponse, reset: () => void): void {
  const write = response.write.bind(response) as (chunk: Buffer, written: () => void) => boolean;
  const send = (chunk: unknown): void => {
    response.write = response.end = (() => true) as never;
    const bytes = Buffer.from(
      typeof chunk === 'string' || chunk instanceof Uint8Array ? (chunk as string) : '',
    );
    const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
    if (half.length === 0) return reset();
    // What was handed to the kernel is gone with a reset, unless it has arrived by then.
    write(half, () => setImmediate(reset));
  };
  response.write = response.end = ((chunk: unknown) => {
    send(chunk);
    return true;
  }) as never;
}
