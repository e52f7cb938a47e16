import { sendHttp } from '../kit/send-http.ts';
import type { HttpAnswer } from '../kit/send-http.ts';
import { InterruptedError } from './interrupted.ts';
import { DiffersError, NotCheckedError } from './finding.ts';

/** A request as it is sent. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Answered = Extract<HttpAnswer, { readonly kind: 'answered' }>;

/** Where a request comes from: from outside of the ranges where the deployment looks at addresses. */
export type From = 'here' | 'outside';

/** @throws NotCheckedError where there is no connection; DiffersError where there is no answer; InterruptedError */
export type Ask = (request: Request, from?: From) => Promise<Answered>;

/** Longer than anybody at AWS should take, so that "too slow" is told with its time. */
const TIMEOUTS = { connectMs: 5_000, responseMs: 35_000 } as const;

/** @param outsideAddress this machine's address for what comes from outside; undefined: the same as for the rest */
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
    // Nobody is there: that says nothing of what is assumed.
    if (answer.phase === 'name' || answer.phase === 'connect')
      throw new NotCheckedError(
        `no connection to ${request.url.host} (${answer.code}): is it up, and is this machine on the network?`,
      );
    throw new DiffersError(`no answer of ${request.url.host} (${answer.code}: ${answer.detail})`);
  };

const JSON_BODY = { 'content-type': 'application/json' } as const;
