import type { Agent } from 'node:http';
import { request } from 'node:http';
import type { CallbackRequest } from './build-request.ts';

const PATIENCE_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends a request as it is written: header names in their case, and as often as they are there.
 * @throws where no answer comes
 */
export function sendRequest(
  url: string,
  { method, headers, body, query }: CallbackRequest,
  agent: Agent,
): Promise<Answer> {
  const target = new URL(url);
  if (query !== '') target.search = query;
  const carried = [['Host', target.host], ...headers];
  if (method !== 'GET') carried.push(['Content-Length', String(body.length)]);
  return new Promise((resolve, reject) => {
    const asking = request(
      target,
      { method, agent, headers: carried.flat(), timeout: PATIENCE_MS },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    asking.once('timeout', () => asking.destroy(new Error('no answer')));
    asking.once('error', reject);
    asking.end(body);
  });
}
