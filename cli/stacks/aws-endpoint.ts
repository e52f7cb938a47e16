import { isLoopback } from '../../contracts/loopback.ts';
import type { Io } from '../kit/io.ts';
import { CommandError } from '../kit/command-error.ts';

/**
 * An AWS-compatible endpoint that takes AWS's place, from `AWS_ENDPOINT_URL`; undefined: AWS itself. The SDK and the CDK CLI
 * read the variable by themselves.
 * @throws CommandError for one to which secrets must not be sent
 */
export function awsEndpoint(env: Io['env']): string | undefined {
  const given = env['AWS_ENDPOINT_URL']?.trim();
  if (given === undefined || given === '') return undefined;
  const { protocol, hostname, origin, pathname } = URL.canParse(given) ? new URL(given) : new URL('none:');
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (isSafe && pathname === '/') return origin;
  throw new CommandError(
    `Expected AWS_ENDPOINT_URL to be like http://127.0.0.1:4566 (http:// on a loopback address only: the signature secret is sent there), found "${given}". Leave it out for AWS itself.`,
  );
}
