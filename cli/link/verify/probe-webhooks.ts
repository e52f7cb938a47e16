import { randomBytes } from 'node:crypto';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { staticFallbackUrlOf } from '../../../contracts/outputs.ts';
import { askAgain, mayHeal } from '../probe/ask-again.ts';
import type { AskedAgain } from '../probe/ask-again.ts';
import { probeRequest } from '../probe/probe-request.ts';
import type { ProbeSigner } from '../probe/probe-request.ts';
import type { HttpAnswer, HttpRequest, HttpTimeouts } from '../../kit/send-http.ts';
import type { LinkedWebhook } from './linked-webhooks.ts';
import { ownerOf } from './whose-url.ts';
import type { UrlOwner } from './whose-url.ts';

export type Answered = Extract<HttpAnswer, { kind: 'answered' }>;

export type Send = (request: HttpRequest, timeouts: HttpTimeouts) => Promise<HttpAnswer>;

/** What one webhook's URL has answered. */
export interface Probed {
  readonly linked: LinkedWebhook;
  /** Undefined: no URL of this deployment, so nothing was sent. */
  readonly asked: ({ readonly owner: UrlOwner } & AskedAgain) | undefined;
}

/** The answer of the fallback's distribution to a forged request, and the static NCCO that it should be. */
export interface ProbedStatic {
  readonly forged: HttpAnswer;
  /** The static NCCO itself, at the static tier. */
  readonly object: HttpAnswer;
}

export interface Probes {
  readonly webhooks: readonly Probed[];
  /** Undefined: no distribution is linked. */
  readonly staticNcco: ProbedStatic | undefined;
}

export interface Prober {
  readonly send: Send;
  /** Undefined: no signature secret was given, so requests are not signed. */
  readonly signer: ProbeSigner | undefined;
  readonly nowMs: () => number;
}

/**
 * Asks every webhook of the application at once, each as Vonage would, and again where the answer may have been a cold
 * start's. Never rejects.
 */
export async function probeWebhooks(
  webhooks: readonly LinkedWebhook[],
  outputs: OutputsFile,
  prober: Prober,
): Promise<Probes> {
  const distribution = webhooks.find(
    ({ webhook, address }) => webhook === 'fallback_answer_url' && ownerOf(address, outputs)?.isDistribution,
  );
  const probingStatic = distribution && probeStatic(distribution, outputs, prober);
  const probed = await Promise.all(
    webhooks.map((linked) =>
      probeOne(linked, outputs, prober, linked === distribution ? probingStatic : undefined),
    ),
  );
  return { webhooks: probed, staticNcco: await probingStatic };
}

/** @param instead probes the static NCCO of the distribution; undefined if the URL is not the distribution's */
async function probeOne(
  linked: LinkedWebhook,
  outputs: OutputsFile,
  { send, signer, nowMs }: Prober,
  instead: Promise<ProbedStatic> | undefined,
): Promise<Probed> {
  const owner = ownerOf(linked.address, outputs);
  if (owner === undefined) return { linked, asked: undefined };
  const ask = () => send(probeRequest(linked, signer, nowMs()), probeTimeoutsFor(linked));
  const asked = await askAgain(ask, (answer) => isInTime(answer, linked));
  const staticBody = signer && bodyOf((await instead)?.object);
  // If a region answers too late, its distribution serves the static NCCO; a second request may meet a warm region.
  if (staticBody === undefined || bodyOf(asked.answer) !== staticBody)
    return { linked, asked: { owner, ...asked } };
  const again = await askAgain(ask, (answer) => isInTime(answer, linked) && bodyOf(answer) !== staticBody, [
    ...asked.before,
    asked.answer,
  ]);
  return { linked, asked: { owner, ...again } };
}

/** Undefined where nothing was answered. */
export const bodyOf = (answer: HttpAnswer | undefined): string | undefined =>
  answer?.kind === 'answered' ? answer.body : undefined;

async function probeStatic(
  distribution: LinkedWebhook,
  outputs: OutputsFile,
  { send, signer, nowMs }: Prober,
): Promise<ProbedStatic> {
  const forger = signer && { ...signer, signatureSecret: randomBytes(32).toString('hex') };
  const forge = () => probeRequest(distribution, forger, nowMs());
  const object: HttpRequest = {
    method: 'GET',
    url: new URL(staticFallbackUrlOf(outputs, distribution.address)),
    headers: { accept: '*/*' },
  };
  const asked = async (request: () => HttpRequest): Promise<HttpAnswer> =>
    (
      await askAgain(
        () => send(request(), probeTimeoutsFor(distribution)),
        (answer) => isInTime(answer, distribution),
      )
    ).answer;
  const [forged, found] = await Promise.all([asked(forge), asked(() => object)]);
  return { forged, object: found };
}

/** Nothing that another try may change, and within the timeouts that Vonage has. */
const isInTime = (answer: HttpAnswer, { connectTimeoutMs, socketTimeoutMs }: LinkedWebhook): boolean =>
  !mayHeal(answer) &&
  (answer.kind === 'failed' ||
    (answer.connectMs <= connectTimeoutMs && answer.responseMs <= socketTimeoutMs));

/** Longer than Vonage's, so that one can say how much too slow a URL is. */
const probeTimeoutsFor = ({ connectTimeoutMs, socketTimeoutMs }: LinkedWebhook): HttpTimeouts => ({
  connectMs: connectTimeoutMs + 1_000,
  responseMs: socketTimeoutMs + 2_000,
});
