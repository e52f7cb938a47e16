import { randomBytes } from 'node:crypto';
import type { OutputsFile } from '../outputs.ts';
import { staticOutputs } from '../outputs.ts';
import { probeRequest } from '../probe/probe-request.ts';
import type { ProbeRequest } from '../probe/probe-request.ts';
import type { ProbeAnswer, ProbePatience } from '../probe/send-probe.ts';
import type { ProbeSigner } from '../probe/sign-callback.ts';
import type { LinkedWebhook } from './linked-webhooks.ts';
import { ownerOf } from './whose-url.ts';
import type { UrlOwner } from './whose-url.ts';

export type Answered = Extract<ProbeAnswer, { kind: 'answered' }>;

export type Send = (request: ProbeRequest, patience: ProbePatience) => Promise<ProbeAnswer>;

/** What one webhook's URL has answered. */
export interface Probed {
  readonly linked: LinkedWebhook;
  /** Undefined: no URL of this deployment, so nothing was sent. */
  readonly asked: { readonly owner: UrlOwner; readonly answer: ProbeAnswer } | undefined;
}

/** What strangers hear at the front of the fallback, and what they should. */
export interface ProbedStatic {
  readonly forged: ProbeAnswer;
  /** The static NCCO itself, at the static tier. */
  readonly object: ProbeAnswer;
}

export interface Probes {
  readonly webhooks: readonly Probed[];
  /** Undefined: no front is linked. */
  readonly staticNcco: ProbedStatic | undefined;
}

export interface Prober {
  readonly send: Send;
  /** Undefined: nobody has told the signature secret, so that requests are not signed. */
  readonly signer: ProbeSigner | undefined;
  readonly nowMs: () => number;
}

/** Asks every webhook of the application at once, each as the platform would. Never rejects. */
export async function probeWebhooks(
  webhooks: readonly LinkedWebhook[],
  outputs: OutputsFile,
  prober: Prober,
): Promise<Probes> {
  const front = webhooks.find(
    ({ webhook, address }) => webhook === 'fallback_answer_url' && ownerOf(address, outputs)?.isFront,
  );
  const [probed, staticNcco] = await Promise.all([
    Promise.all(webhooks.map((linked) => probeOne(linked, outputs, prober))),
    front && probeStatic(front, outputs, prober),
  ]);
  return { webhooks: probed, staticNcco };
}

async function probeOne(linked: LinkedWebhook, outputs: OutputsFile, prober: Prober): Promise<Probed> {
  const owner = ownerOf(linked.address, outputs);
  if (owner === undefined) return { linked, asked: undefined };
  const request = () => probeRequest(linked, prober.signer, prober.nowMs());
  return { linked, asked: { owner, answer: await asThePlatform(linked, request, prober.send) } };
}

async function probeStatic(
  front: LinkedWebhook,
  outputs: OutputsFile,
  { send, signer, nowMs }: Prober,
): Promise<ProbedStatic> {
  const stranger = signer && { ...signer, signatureSecret: randomBytes(32).toString('hex') };
  const forge = () => probeRequest(front, stranger, nowMs());
  const object: ProbeRequest = {
    method: 'GET',
    url: new URL(staticOutputs(outputs).StaticFallbackUrl),
    headers: { accept: '*/*' },
  };
  const [forged, found] = await Promise.all([
    asThePlatform(front, forge, send),
    asThePlatform(front, () => object, send),
  ]);
  return { forged, object: found };
}

/** A timeout, a closed connection, 429, 503 and 504 are tried once more (SUP 115016024247). */
async function asThePlatform(
  linked: LinkedWebhook,
  request: () => ProbeRequest,
  send: Send,
): Promise<ProbeAnswer> {
  const first = await send(request(), patienceWith(linked));
  return isTriedAgain(first) ? send(request(), patienceWith(linked)) : first;
}

const isTriedAgain = (answer: ProbeAnswer): boolean =>
  answer.kind === 'answered'
    ? [429, 503, 504].includes(answer.status)
    : answer.code !== 'interrupted' && (answer.phase === 'connect' || answer.phase === 'response');

/** Longer than the platform's, so that one can say how much too slow a URL is. */
const patienceWith = ({ connectTimeoutMs, socketTimeoutMs }: LinkedWebhook): ProbePatience => ({
  connectMs: connectTimeoutMs + 1_000,
  responseMs: socketTimeoutMs + 2_000,
});
