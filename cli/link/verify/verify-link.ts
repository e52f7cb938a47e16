import type { ApplicationsApi } from '../api/applications-api.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import type { Target } from '../plan/target.ts';
import type { WayTo } from '../probe/way-to-applications.ts';
import type { ApplyCommand } from './apply-command.ts';
import { checkForwarded } from './check-forwarded.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkIndependence } from './check-independence.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkPlan } from './check-plan.ts';
import type { Finding } from './finding.ts';
import { judgeStatic } from './judge-static.ts';
import { judgeHalf, probeHalves } from './probe-halves.ts';
import { judgeWebhook } from './judge-webhook.ts';
import type { Judging } from './judge-webhook.ts';
import { linkedWebhooks } from './linked-webhooks.ts';
import { fixUnanswered } from './fix-unanswered.ts';
import type { ProbedHalf } from './probe-halves.ts';
import { ownerOf } from './whose-url.ts';
import { bodyOf, probeWebhooks } from './probe-webhooks.ts';
import type { Probes, Send } from './probe-webhooks.ts';

export interface Verifying {
  readonly api: ApplicationsApi;
  readonly target: Target;
  readonly apply: ApplyCommand;
  /** How the deployment knows Vonage. */
  readonly source: Judging['source'];
  /** Undefined: nothing can be signed, and what an answer holds is not checked. */
  readonly signatureSecret: string | undefined;
  readonly send: Send;
  /** To the applications that calls go on to. */
  readonly wayTo: (outputs: Target['outputs']) => Promise<WayTo>;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

export interface Verified {
  readonly application: Pick<NamedPlan, 'id' | 'name' | 'host'>;
  readonly findings: readonly Finding[];
}

/**
 * Looks at the application, and at each URL that it names as Vonage would. Writes nothing; of the event that it sends
 * a journal keeps one a day. An application that calls go on to gets one call that no caller makes.
 * @throws CommandError where the application cannot be read
 */
export async function verifyLink(verifying: Verifying): Promise<Verified> {
  const { api, target, apply, source, signatureSecret, send, nowMs, signal } = verifying;
  const { flows, outputs, applicationId } = target;
  const plan = await makePlan(api, target, signal);
  const webhooks = linkedWebhooks(plan.before);
  const isGuarded = webhooks.some(
    ({ webhook, address }) => webhook === 'answer_url' && ownerOf(address, outputs) !== undefined,
  );
  const wayTo = await verifying.wayTo(outputs);
  const signer =
    signatureSecret === undefined ? undefined : { apiKey: api.apiKey, applicationId, signatureSecret };
  const [probes, halves, forwarded, numbers] = await Promise.all([
    probeWebhooks(webhooks, outputs, { send, signer, nowMs }),
    probeHalves(outputs, send),
    checkForwarded({ flows, outputs, isGuarded, wayTo, commands: apply }, { send, signer, nowMs }),
    checkNumbers(api, applicationId, { signal, again: apply.other('verify') }),
  ]);
  signal.throwIfAborted();
  return {
    application: { id: applicationId, name: plan.name, host: plan.host },
    findings: [
      ...checkPlan(plan, target, apply),
      ...checkIndependence(webhooks, outputs, apply.asExpected),
      ...judgeProbes(probes, halves, { target, apply, source, isSigned: signer !== undefined }),
      ...halves.map(judgeHalf),
      ...checkCertificates(probes.webhooks, halves, nowMs()),
      ...forwarded,
      numbers,
    ],
  };
}

function judgeProbes(
  { webhooks, staticNcco }: Probes,
  halves: readonly ProbedHalf[],
  {
    target,
    apply,
    source,
    isSigned,
  }: Pick<Verifying, 'target' | 'apply' | 'source'> & Pick<Judging, 'isSigned'>,
): readonly Finding[] {
  const staticBody = bodyOf(staticNcco?.object);
  const knowledge = { staticBody, isAllowed: isSigned && source === 'signature', halves };
  return [
    ...webhooks.flatMap((probed) => {
      const fix = fixUnanswered(probed, webhooks, target.outputs, apply, knowledge);
      return judgeWebhook(probed, { source, isSigned, staticBody, fix, tune: apply.other('tune') });
    }),
    ...(staticNcco ? judgeStatic(staticNcco, source !== 'ip') : []),
  ];
}
