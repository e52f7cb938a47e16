import type { RequestListener } from 'node:http';

/** Hands each request on so much later, as something that stands before the listener would. 0 ms: at once. */
export function delayed(listener: RequestListener, latencyMs: number): RequestListener {
  if (latencyMs === 0) return listener;
  return (request, response) => {
    const timer = setTimeout(() => listener(request, response), latencyMs);
    // Who has left is not waiting any more.
    response.once('close', () => clearTimeout(timer));
  };
}
