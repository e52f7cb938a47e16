import { ServiceError } from '../../services/json-service-listener.ts';
import type { LambdaResult } from '../lambda-function.ts';
import { functionNotFound, parseBody } from './operation.ts';
import type { LambdaAnswer, LambdaCall, Operation } from './operation.ts';

/** Undefined: there is no function of that name. */
export type Invoke = (
  functionName: string,
  event: unknown,
  arrivedAtMs: number,
) => Promise<LambdaResult> | undefined;

/** `Invoke`: a function by its name, waiting for what it returns. */
export const invokeOperation = (invoke: Invoke): Operation => ({
  method: 'POST',
  path: /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/,
  answer: async (call) => {
    refuseOtherTypes(call);
    const { functionName, body, arrivedAtMs } = call;
    const invoked = invoke(functionName, parseBody(body), arrivedAtMs);
    if (invoked === undefined) throw functionNotFound(functionName);
    return resultOf(await invoked);
  },
});

function refuseOtherTypes({ headers }: LambdaCall): void {
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type !== 'RequestResponse')
    throw new ServiceError(
      'UnknownOperationException',
      `The emulator does not emulate invocation type ${String(type)}.`,
    );
}

/** A function that fails is a 200 too; a header says so (Lambda API, Invoke). */
function resultOf(result: LambdaResult): LambdaAnswer {
  if (result.kind === 'throttled') throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.');
  const headers = { 'x-amz-executed-version': '$LATEST' };
  if (result.kind === 'returned') return { status: 200, headers, body: JSON.stringify(result.value) };
  return {
    status: 200,
    headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
    body: JSON.stringify({ errorMessage: result.detail }),
  };
}
