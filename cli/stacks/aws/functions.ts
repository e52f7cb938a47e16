import { GetAccountSettingsCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Concurrency } from '../cloud.ts';

export async function accountConcurrency(client: LambdaClient): Promise<Concurrency> {
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } = AccountLimit ?? {};
  if (limit === undefined) throw new Error('GetAccountSettings tells no ConcurrentExecutions');
  return { limit, unreserved: unreserved ?? limit };
}

/** What the function returns. @throws Error with what it throws */
export async function invoke(client: LambdaClient, FunctionName: string, payload: unknown): Promise<unknown> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }),
  );
  const text = Payload === undefined ? '' : Buffer.from(Payload).toString();
  const value = parse(text);
  if (FunctionError === undefined) return value;
  const { errorType, errorMessage } = (value ?? {}) as { errorType?: string; errorMessage?: string };
  throw new Error(`${FunctionName} failed: ${errorType ?? FunctionError}: ${errorMessage ?? text}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
