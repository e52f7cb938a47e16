import { json } from './account.ts';
import type { AwsReply, AwsRequestSeen, Behavior, RegionHeld } from './account.ts';

/** Functions: whether they are there, and what they return. */
export function lambda(
  { method, path, body }: AwsRequestSeen,
  { functions }: RegionHeld,
  { invoke }: Behavior,
): AwsReply | undefined {
  if (/account-settings\/?$/.test(path))
    return json({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } });
  const [, name = '', what = ''] = /^\/2015-03-31\/functions\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (method === 'POST' && what === 'invocations') {
    try {
      return json(invoke(name, body));
    } catch (error) {
      const thrown = { errorType: 'Error', errorMessage: (error as Error).message };
      return { ...json(thrown), headers: { 'x-amz-function-error': 'Unhandled' } };
    }
  }
  return what === 'configuration' && functions.has(name) ? json({ FunctionName: name }) : undefined;
}
