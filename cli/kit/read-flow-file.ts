import { access } from 'node:fs/promises';
import { loadCallFlow } from '../../infra/load-call-flow.ts';
import { CommandError } from './command-error.ts';

/**
 * The call flow of a file that a user has named.
 * @param missing the message where there is no such file
 * @throws CommandError
 */
export async function readFlowFile(file: string, missing: string): Promise<object> {
  await access(file).catch(() => {
    throw new CommandError(missing);
  });
  return loadCallFlow(file).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}
