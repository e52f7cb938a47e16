import { BlockList, isIP } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { VERDICT_HEADER } from '../../contracts/own-headers.ts';
import type { RawRequest } from '../raw-request.ts';

/** The source address if it is outside the ranges (`unknown` if there is no address); undefined if it is inside. */
export type SourceOutside = (event: APIGatewayProxyEvent, request: RawRequest) => string | undefined;

/** The path behind CloudFront. There the connection is CloudFront's, whose function has judged the viewer's address. */
const BEHIND_CLOUDFRONT = '/fallback';

/**
 * Applies the IP allow list as API Gateway and CloudFront would, for counting only. A request that reaches `/fallback` without
 * CloudFront can forge CloudFront's header. It is then not counted, and an allow list would refuse it for its missing API key.
 * @param ranges CIDR blocks; if empty, no address is outside
 */
export function createSourceOutside(ranges: readonly string[]): SourceOutside {
  if (ranges.length === 0) return () => undefined;
  const list = blockListOf(ranges);
  return (event, request) => {
    const connection = addressOf(event);
    if (event.resource === BEHIND_CLOUDFRONT) return outsideByVerdict(request, connection);
    return list.check(connection, familyOf(connection)) ? undefined : connection;
  };
}

const UNKNOWN = 'unknown';

/** A request without exactly one valid verdict did not come through CloudFront. */
function outsideByVerdict(request: RawRequest, connection: string): string | undefined {
  const verdicts = request.header(VERDICT_HEADER);
  const verdict = verdicts.length === 1 ? verdicts[0] : undefined;
  if (verdict === 'inside') return undefined;
  const [, address = ''] = /^outside (\S+)$/.exec(verdict ?? '') ?? [];
  return isIP(address) === 0 ? connection : address;
}

function addressOf({ requestContext }: APIGatewayProxyEvent): string {
  const { sourceIp } = (requestContext.identity as { readonly sourceIp?: string } | undefined) ?? {};
  return sourceIp !== undefined && isIP(sourceIp) !== 0 ? sourceIp : UNKNOWN;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    list.addSubnet(network, Number(prefix), familyOf(network));
  }
  return list;
}
