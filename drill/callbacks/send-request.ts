import type { Agent } from 'node:http';
import { request } from 'node:http';
import type { CallbackRequest } from './build-request.ts';

const TIMEOUT_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends a request unchanged: header names keep their case, and repeated headers stay repeated.
 * @throws if there is no answer
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
      { method, agent, headers: carried.flat(), timeout: TIMEOUT_MS },
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
