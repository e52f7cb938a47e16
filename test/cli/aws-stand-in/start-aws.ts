import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newRegion, xml } from './account.ts';
import type { AwsReply, AwsRequestSeen, Behavior, RegionHeld } from './account.ts';
import { cloudFormation } from './cloudformation.ts';
import { lambda } from './lambda.ts';
import { logs } from './logs.ts';
import { s3 } from './s3.ts';
import { secretsManager } from './secrets-manager.ts';
import { ssm } from './ssm.ts';

export interface AwsStandIn {
  readonly endpoint: string;
  /** `service Operation region` of what changes or invokes something, in order. */
  readonly did: string[];
  readonly region: (name: string) => RegionHeld;
  readonly close: () => Promise<void>;
}

type Serve = (request: AwsRequestSeen, region: RegionHeld, behavior: Behavior) => AwsReply | undefined;

const SERVICES: Readonly<Record<string, Serve>> = {
  cloudformation: cloudFormation,
  lambda,
  logs,
  s3,
  secretsmanager: secretsManager,
  ssm,
  sts: () =>
    xml(
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/someone</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    ),
};

/** What only reads is not worth a line. */
const READS = /^(Get|List|Describe|Head)/;

/** AWS on loopback, as far as the commands and the CDK CLI go: one account, each region by its signature's scope. */
export async function startAws(behavior: Behavior): Promise<AwsStandIn> {
  const regions = new Map<string, RegionHeld>();
  const of = (name: string): RegionHeld => {
    const held = regions.get(name) ?? newRegion();
    regions.set(name, held);
    return held;
  };
  const did: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, region = '', service = ''] =
        /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
      if (behavior.unavailable.has(region)) return request.socket.destroy();
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://aws');
      const body = Buffer.concat(chunks).toString();
      const seen: AwsRequestSeen = {
        region,
        service,
        method: request.method ?? '',
        path: decodeURIComponent(pathname),
        search: searchParams,
        target: String(request.headers['x-amz-target'] ?? ''),
        body,
      };
      const operation =
        seen.target.split('.')[1] ?? new URLSearchParams(body).get('Action') ?? `${seen.method} ${seen.path}`;
      if (!READS.test(operation) && !/^(GET|HEAD) /.test(operation))
        did.push(`${service} ${operation} ${region}`);
      const reply = SERVICES[service]?.(seen, of(region), behavior) ?? { status: 404, body: '' };
      response.writeHead(reply.status ?? 200, {
        'content-type': reply.type ?? 'text/plain',
        ...reply.headers,
      });
      return response.end(seen.method === 'HEAD' ? undefined : reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    did,
    region: of,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
