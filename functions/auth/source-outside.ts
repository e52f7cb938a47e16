import { BlockList, isIP } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { VERDICT_HEADER } from '../../contracts/own-headers.ts';
import type { RawRequest } from '../raw-request.ts';

/** The address that a request would be refused for (`unknown` when there is none); undefined when it would be let in. */
export type SourceOutside = (event: APIGatewayProxyEvent, request: RawRequest) => string | undefined;

/** The path behind the front: there the connection is CloudFront's, and the front has judged the viewer's. */
const BEHIND_FRONT = '/fallback';

/**
 * Judges as gateway and front would if they refused by address, for counting only. Whoever asks `/fallback` past the front
 * can bring the front's header himself: he is then not counted, and would be refused for the missing key.
 * @param ranges CIDR blocks; without any, nobody is outside
 */
export function createSourceOutside(ranges: readonly string[]): SourceOutside {
  if (ranges.length === 0) return () => undefined;
  const list = blockListOf(ranges);
  return (event, request) => {
    const connection = addressOf(event);
    if (event.resource === BEHIND_FRONT) return outsideByVerdict(request, connection);
    return list.check(connection, familyOf(connection)) ? undefined : connection;
  };
}

const UNKNOWN = 'unknown';

/** Without one clear verdict it did not come through the front. */
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
