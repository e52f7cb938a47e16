import { sendHttp } from '../kit/send-http.ts';
import type { HttpAnswer } from '../kit/send-http.ts';
import { InterruptedError } from './interrupted.ts';
import { DiffersError, NotCheckedError } from './finding.ts';

/** A request that a row sends. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Answered = Extract<HttpAnswer, { readonly kind: 'answered' }>;

/** The source of a request. `outside`: an address outside the IP allow list, where the deployment has one. */
export type From = 'here' | 'outside';

/** @throws NotCheckedError if no connection is made; DiffersError if no answer comes; InterruptedError */
export type Ask = (request: Request, from?: From) => Promise<Answered>;

/** Longer than any AWS service should take, so that a slow answer is reported with its time. */
const TIMEOUTS = { connectMs: 5_000, responseMs: 35_000 } as const;

/** @param outsideAddress this machine's address for requests from `outside`; undefined: the default address */
export const createAsk =
  (signal: AbortSignal, outsideAddress: string | undefined): Ask =>
  async ({ method, url, headers = {}, body }, from = 'here') => {
    const request = {
      method,
      url: new URL(url),
      headers: { accept: '*/*', ...(body === undefined ? {} : JSON_BODY), ...headers },
      ...(body === undefined ? {} : { body }),
      ...(from === 'outside' && outsideAddress !== undefined ? { localAddress: outsideAddress } : {}),
    };
    const answer = await sendHttp(request, TIMEOUTS, signal);
    if (signal.aborted) throw new InterruptedError();
    if (answer.kind === 'answered') return answer;
    // Without a connection, the assumption is neither confirmed nor broken.
    if (answer.phase === 'name' || answer.phase === 'connect')
      throw new NotCheckedError(
        `no connection to ${request.url.host} (${answer.code}): is it up, and is this machine on the network?`,
      );
    throw new DiffersError(`no answer from ${request.url.host} (${answer.code}: ${answer.detail})`);
  };

const JSON_BODY = { 'content-type': 'application/json' } as const;
