import { CommandError } from '../kit/command-error.ts';
import type { Io } from '../kit/io.ts';
import { printable } from '../kit/printable.ts';
import type { Authorize } from '../voicemails/authorize.ts';

export interface Placed {
  /** `put-off`: 429, too many at once; no call was placed. */
  readonly kind: 'placed' | 'put-off';
  readonly error?: CommandError;
}

export interface Call {
  /** `https://api.nexmo.com`, or its stand-in. */
  readonly host: string;
  readonly from: string;
  readonly to: string;
  /** Where the events of the caller's own leg go. */
  readonly eventUrl: string;
  /** The platform ends the call after so many seconds: it bounds what a run costs. */
  readonly lengthSeconds: number;
}

const ANSWER_WITHIN_MS = 10_000;
const SHOWN = 300;

/**
 * Places one call by `POST /v1/calls` (Voice API OpenAPI 1.10.0). The caller's leg only waits: what is observed is the other one,
 * which the application receives. @throws CommandError: refused, or no answer; it is not known then whether a call was placed
 */
export async function placeCall(
  { host, from, to, eventUrl, lengthSeconds }: Call,
  authorize: Authorize,
  { fetch, signal }: Pick<Io, 'fetch' | 'signal'>,
): Promise<Placed> {
  const url = new URL('/v1/calls', host);
  const body = {
    to: [{ type: 'phone', number: to }],
    from: { type: 'phone', number: from },
    ncco: [{ action: 'wait', timeout: lengthSeconds }],
    event_url: [eventUrl],
    length_timer: lengthSeconds,
  };
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      // A redirect would carry the token elsewhere.
      redirect: 'manual',
      headers: {
        authorization: await authorize(url),
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), signal]),
    });
    ({ status } = response);
    text = await response.text();
  } catch (error) {
    signal.throwIfAborted();
    throw new CommandError(
      `Expected ${url.host} to place a call, found no answer (${(error as Error).message}). It is not known whether one was placed. Run the command again later.`,
    );
  }
  if (status === 201) return { kind: 'placed' };
  const shown = printable(text.replace(/\s+/g, ' ').trim()).slice(0, SHOWN);
  const error = new CommandError(
    `Expected ${url.host} to place a call (201), found ${String(status)}: ${shown}. ${WAY_OUT[status] ?? 'Run the command again later.'}`,
  );
  if (status === 429) return { kind: 'put-off', error };
  throw error;
}

const WAY_OUT: Readonly<Record<number, string>> = {
  400: 'Check the numbers of --number and --from: both must be voice numbers of the account.',
  401: 'Check that --private-key is the key of the application that --application names.',
  402: 'The account has too little credit.',
  403: 'The account may not call this number: the Vonage dashboard says why.',
};
