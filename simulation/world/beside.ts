import { type Clock, sleep, within } from '../../contracts/clock.ts';
import type { IntegrationResult, InvokeMethod } from '../../emulator/gateway/create-gateway.ts';
import { CLOUDFRONT_ADDRESS, VONAGE_ADDRESS } from '../../emulator/network/source-addresses.ts';
import type { BrokenRegion } from './broken.ts';
import type { Handler } from './environments.ts';
import type { WireRequest } from './wire.ts';

/** Whether Vonage has sent a request, straight or through CloudFront, which adds its viewer's address as the last one. */
export function isOfVonage({ sender, headers }: WireRequest): boolean {
  const viewer =
    sender === CLOUDFRONT_ADDRESS ? headers['x-forwarded-for']?.split(',').at(-1)?.trim() : sender;
  return viewer === VONAGE_ADDRESS;
}

const HANDLER_MS = 5;
const FAILED: IntegrationResult = { kind: 'crashed', detail: 'the functions are broken' };
const TIMED_OUT: IntegrationResult = { kind: 'integration-timed-out' };

/**
 * Serves requests of others in the environment that serves the calls, beside what it does: they share what its handler
 * remembers, and take no environment from a call. (What a flood costs is the drill's to show.)
 * @param handlerOf of a function's newest environment; a new one where it has none
 */
export const invokeBeside =
  (clock: Clock, broken: BrokenRegion, handlerOf: (functionId: string) => Handler): InvokeMethod =>
  async ({ functionId, integrationTimeoutMs }, event) => {
    if (broken.functions !== undefined) return FAILED;
    const served = async (): Promise<IntegrationResult> => {
      await sleep(clock, HANDLER_MS);
      const value = await handlerOf(functionId)(event as never, { awsRequestId: 'of others' } as never);
      return { kind: 'returned', value };
    };
    return within(clock, integrationTimeoutMs.value, served(), TIMED_OUT);
  };
