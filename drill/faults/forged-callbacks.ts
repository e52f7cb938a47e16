import { payloadHash, signCallback } from '../../simulator/http/sign-callback.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { sendVectors } from '../callbacks/send-vectors.ts';
import { type Fault, nothingToUndo } from './fault.ts';

/** Sends the primary's answer URL a signature that matches no secret, so the function looks for a newer secret. */
export const forgedCallback: Fault = {
  name: 'a forged callback at the primary',
  apply: async (emulator) => {
    await forge(emulator);
    return nothingToUndo;
  },
};

/**
 * Sends every vector of drill/callbacks/vectors.json to every target during the calls; the undo waits for the last one. The
 * results are records of type `vector`.
 */
export const forgedCallbacks: Fault = {
  name: 'callbacks are forged in every known way',
  apply: ({ description }, _outside, write) => {
    const sent = sendVectors(description, write);
    // The error is thrown when the fault is undone.
    sent.catch(() => undefined);
    return Promise.resolve(() => sent);
  },
};

async function forge({ description }: Emulator): Promise<void> {
  const url = description.primary.answer;
  const body = JSON.stringify({ from: '447700900999', to: '447700900000', uuid: 'forged' });
  const token = signCallback(
    {
      apiKey: description.application.apiKey,
      applicationId: description.application.id,
      signatureSecret: 'an-unknown-signature-secret-of-a-forger',
    },
    {
      issuedAtSeconds: Math.floor(Date.now() / 1000),
      jti: 'forged',
      payloadHash: payloadHash(url, body),
    },
  );
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  await response.arrayBuffer();
  if (response.ok) throw new Error(`Expected ${url} to reject a forged callback; found ${response.status}.`);
}
