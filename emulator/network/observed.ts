import type { RequestListener } from 'node:http';
import type { Exchange, ObservedListener } from '../exchange.ts';
import { monotonicMs } from '../processes/cpu-waits.ts';

const MOST_BYTES = 64 * 1024;

/** Reports each exchange of a listener once it is over. The answer is not changed; it is read as it is written. */
export function observed(
  listener: RequestListener,
  name: ObservedListener,
  onExchange: (exchange: Exchange) => void,
): RequestListener {
  return (request, response) => {
    const atMs = monotonicMs();
    const chunks: Buffer[] = [];
    let bytes = 0;
    const keep = (chunk: unknown): void => {
      if (bytes >= MOST_BYTES || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) return;
      const data = Buffer.from(chunk as string).subarray(0, MOST_BYTES - bytes);
      chunks.push(data);
      bytes += data.length;
    };
    const write = response.write.bind(response) as (...args: unknown[]) => boolean;
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => typeof response;
    let head: Readonly<Record<string, unknown>> = {};
    // Headers that are given with the status line are not among getHeaders().
    response.writeHead = ((...args: unknown[]) => {
      const given = args.at(-1);
      if (typeof given === 'object' && given !== null && !Array.isArray(given))
        head = given as Readonly<Record<string, unknown>>;
      return writeHead(...args);
    }) as typeof response.writeHead;
    const end = response.end.bind(response) as (...args: unknown[]) => typeof response;
    response.write = ((...args: unknown[]) => {
      keep(args[0]);
      return write(...args);
    }) as typeof response.write;
    response.end = ((...args: unknown[]) => {
      keep(args[0]);
      return end(...args);
    }) as typeof response.end;
    response.once('close', () => {
      const headers = Object.entries({ ...response.getHeaders(), ...head }).map(([key, value]) => [
        key.toLowerCase(),
        String(value),
      ]);
      onExchange({
        listener: name,
        atMs,
        durationMs: monotonicMs() - atMs,
        method: request.method ?? '',
        url: request.url ?? '',
        status: response.writableFinished ? response.statusCode : undefined,
        headers: Object.fromEntries(headers) as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      });
    });
    listener(request, response);
  };
}
