import { randomUUID } from 'node:crypto';
import { lookupPublic } from '../../../contracts/lookup-public.ts';
import { FORWARDED_HEADER } from '../../../contracts/own-headers.ts';
import { isPublicHost } from '../../../contracts/public-address.ts';
import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import { OWN_STEPS_MS, TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { isForwarding } from '../../kit/application-flows.ts';
import type { ApplicationFlow } from '../../kit/application-flows.ts';
import type { HttpRequest } from '../../kit/send-http.ts';
import { callbackRequest, UNASSIGNED_NUMBER } from './probe-request.ts';
import type { ProbeSigner } from './probe-request.ts';

/** An application that calls go on to. */
export interface ForwardedTo {
  /** Its answer URL. */
  readonly address: string;
  /** A number whose calls it gets. */
  readonly called: string;
}

/** Each answer URL that these call flows pass calls on to, once. */
export function forwardedTo(flows: readonly ApplicationFlow[]): readonly ForwardedTo[] {
  const { callerNumber } = ownSettings();
  const found = flows
    .filter(isForwarding)
    .map(({ forward, numbers: [called = callerNumber] }) => ({ address: forward.answerUrl, called }));
  return [...new Map(found.map((each) => [each.address, each])).values()];
}

/** Whether the functions would connect to it: what they do not, a command does not either. */
export function mayBeAsked({ address }: ForwardedTo): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' && isPublicHost(url.hostname);
}

/** A call as the guard passes it on, signed as Vonage signs; no two are the same call. */
export const applicationRequest =
  ({ address, called }: ForwardedTo, signer: ProbeSigner): ((nowMs: number) => HttpRequest) =>
  (nowMs) => {
    const fields = {
      from: UNASSIGNED_NUMBER,
      to: called,
      endpoint_type: 'phone',
      uuid: randomUUID().replaceAll('-', ''),
      conversation_uuid: `CON-${randomUUID()}`,
      region_url: 'https://api-eu-3.vonage.com',
    };
    const request = callbackRequest({ address, method: 'POST', fields }, signer, nowMs);
    return {
      ...request,
      headers: { ...request.headers, [FORWARDED_HEADER]: ownSettings().name },
      lookup: lookupPublic,
    };
  };

/** What a preset leaves an application of a handler's deadline, ms. */
export const leftMs = (name: TimeoutsName, route: 'answer' | 'fallback'): number =>
  TIMEOUTS[name][route].handlerMs - OWN_STEPS_MS;
