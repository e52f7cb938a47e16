import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { signCallback } from '../../contracts/sign-callback.ts';
import type { Emulator } from '../../emulator/emulator.ts';

const BODY = JSON.stringify({
  from: '447700900002',
  to: '447700900000',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversation_uuid: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
});

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** The `Authorization` header of a callback with this body. */
export const bearer = (
  { id: applicationId, apiKey, signatureSecret }: Emulator['description']['application'],
  payload: string,
  issuedAtMs = Date.now(),
): string =>
  `Bearer ${signCallback({ apiKey, applicationId, id: randomUUID(), issuedAtMs, payload }, signatureSecret)}`;

/** A signed callback, as the emulator's own application would get it. */
export async function postSigned(
  emulator: Pick<Emulator, 'description'>,
  url: string,
  { timeoutMs = 5000 } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body: BODY,
    headers: {
      'content-type': 'application/json',
      authorization: bearer(emulator.description.application, BODY),
    },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text };
}

/** What a signed callback meets, in one word: a status or an error. */
export async function seen(
  emulator: Pick<Emulator, 'description'>,
  url: string,
  timeoutMs = 5000,
): Promise<string> {
  try {
    return String((await postSigned(emulator, url, { timeoutMs })).status);
  } catch (error) {
    const cause = (error as Error).cause as { code?: string } | undefined;
    return cause?.code ?? (error as Error).name;
  }
}

/** Whether a connection to the URL's port comes about. */
export const connects = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    const settle = (result: boolean) => () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(settle(false), 300);
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });
