import type { ServerResponse } from 'node:http';
import { describeResource, type MethodModel } from '../deployment.ts';
import type { LambdaResult } from '../lambda/lambda-function.ts';
import type { IntegrationResult } from './create-gateway.ts';
import type { InvocationMeter } from '../lambda/invocation-meter.ts';
import { watchMachineDelay } from '../processes/cpu-waits.ts';
import { wasSevered } from '../network/breakable-listener.ts';
import type { TakeNote } from '../note.ts';

export interface Invoked {
  readonly result: Promise<LambdaResult>;
  readonly meter: InvocationMeter;
  /** What this process has waited for a core so far, ms. */
  readonly waitMs: (() => number) | undefined;
}

/**
 * The invocation's result or the integration's timeout, whichever is first. Says so when it cuts, and when
 * the client has left before: then the timeout is longer than the client's, unless the machine was busy.
 */
export async function withinIntegrationTimeout(
  method: MethodModel,
  response: ServerResponse,
  note: TakeNote,
  { result: invocation, meter, waitMs }: Invoked,
): Promise<IntegrationResult> {
  const { value: timeoutMs, isDefault } = method.integrationTimeoutMs;
  const resource = describeResource(method.where);
  const route = `${method.httpMethod} ${method.path}`;
  const origin = isDefault ? "AWS's default, the template sets none" : 'as the template says';
  // Gone from the response once it is closed.
  const socket = response.req.socket;
  const isDelayedByMachine = watchMachineDelay(waitMs);
  const clientLeft = () => {
    meter.isAnswered = true;
    if (wasSevered(socket)) return;
    const left = `A client of ${route} left while the integration was still running`;
    if (isDelayedByMachine(meter.waitedMs)) {
      note({ level: 'info', resource, setting: 'the machine', text: `${left}: this machine was busy.` });
      return;
    }
    const text = `${left}: its timeout of ${timeoutMs} ms (${origin}) is longer than the client's own timeout.`;
    note({ level: 'suspect', resource, setting: 'TimeoutInMillis', text });
  };
  response.once('close', clientLeft);
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<IntegrationResult>((resolve) => {
    timer = setTimeout(() => {
      meter.isAnswered = true;
      const text = `An invocation of ${route} was cut after ${timeoutMs} ms (${origin}).`;
      note({ level: isDefault ? 'suspect' : 'info', resource, setting: 'TimeoutInMillis', text });
      resolve({ kind: 'integration-timed-out' });
    }, timeoutMs);
  });
  const result = await Promise.race([invocation, timedOut]);
  clearTimeout(timer);
  response.removeListener('close', clientLeft);
  return result;
}
