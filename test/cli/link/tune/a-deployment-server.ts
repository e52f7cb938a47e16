import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { twoRegions } from '../two-regions.ts';

/** What a path answers; undefined: an NCCO. */
export type Answers = (
  path: string,
  request: IncomingMessage,
) => { status: number; body: string } | undefined;

export interface DeploymentServer {
  /** Outputs of two regions that are both here. */
  readonly outputs: object;
  /** Paths that were asked for, with the count. */
  readonly counts: Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

/** Both regions, the distribution and the static tier on one loopback port; each request has a connection of its own. */
export async function startDeployment(answers: Answers = () => undefined): Promise<DeploymentServer> {
  const counts: Record<string, number> = {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://here').pathname;
    counts[path] = (counts[path] ?? 0) + 1;
    request.resume();
    request.once('end', () => {
      const isStatic = path.startsWith('/static/');
      const { status, body } = (!isStatic && answers(path, request)) || {
        status: 200,
        body: isStatic ? '["static"]' : '[]',
      };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  const here = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    outputs: JSON.parse(
      JSON.stringify(twoRegions).replaceAll(/https:\/\/[\w.-]+\.example\.com/g, here),
    ) as object,
    counts,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
