import type { Asked } from './aws-problem.ts';
import { awsEndpoint } from '../stacks/aws-endpoint.ts';

/** What a client asks that is made for a region of an outputs file: AWS, what AWS_ENDPOINT_URL names, or a local system. */
export const askedOf = ({
  region,
  endpoint,
}: {
  readonly region: string;
  readonly endpoint?: string | undefined;
}): Asked => ({
  region,
  endpoint: endpoint ?? awsEndpoint(process.env),
  isLocalSystem: endpoint !== undefined,
});
