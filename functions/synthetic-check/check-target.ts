import type { AskWebhook, CheckPorts, WebhookRequest } from '../check-ports.ts';
import type { CheckTarget, TargetReport } from '../../contracts/check-report.ts';
import { otherRegion, parseDeploymentRecord } from '../../contracts/deployment-record.ts';
import { lastResort } from '../ladder/last-resort.ts';
import { maskNumbersIn } from '../../contracts/mask-number.ts';
import { LOAD_TIMEOUT_MS } from '../../contracts/secret-refresh.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import { answerRequest, fallbackRequest } from './check-request.ts';
import { judgeReply } from './judge-reply.ts';
import type { Verdict } from './judge-reply.ts';

/** The region to check, how to send the request, and Vonage's socket timeout. */
interface Destination {
  readonly region: string;
  readonly request: (secret: string) => WebhookRequest;
  readonly ask: AskWebhook;
  readonly timeoutMs: number;
}

/** Asks one target, once. Never rejects. */
export async function checkTarget(
  target: CheckTarget,
  secrets: Promise<LiveSecrets>,
  ports: CheckPorts,
): Promise<TargetReport> {
  try {
    const [secret] = await read('signature secret', secrets);
    if (secret === undefined) return unasked(NOT_CONFIGURED);
    const destination = target === 'own' ? ownAnswer(ports) : await otherFallback(ports);
    if (destination === undefined) return unasked(UNKNOWN_TARGET);
    return await ask(target, destination, secret.value, ports);
  } catch (error) {
    return unasked(failed(error));
  }
}

const ownAnswer = ({ settings, check, newId, clock, askOwn }: CheckPorts): Destination => ({
  region: settings.region,
  request: (secret) => answerRequest({ settings, secret, newId, nowMs: clock.nowMs() }, check.answerUrl),
  ask: askOwn,
  timeoutMs: check.socketMs.answer,
});

/** Undefined: no record, or none that names another region. @throws where it cannot be read */
async function otherFallback(ports: CheckPorts): Promise<Destination | undefined> {
  const { settings, check, newId, clock, askOther, readRecord } = ports;
  const text = await read('deployment record', readRecord(AbortSignal.timeout(LOAD_TIMEOUT_MS)));
  const other = text === undefined ? undefined : otherRegion(parseDeploymentRecord(text), settings.region);
  if (other === undefined) return undefined;
  return {
    region: other.region,
    request: (secret) =>
      fallbackRequest({ settings, secret, newId, nowMs: clock.nowMs() }, other.fallbackUrl, check),
    ask: askOther,
    timeoutMs: check.socketMs.fallback,
  };
}

/** @throws Error that names what could not be read, and why */
const read = <T>(what: string, reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    throw new Error(`the ${what} cannot be read: ${messageOf(error)}`, { cause: error });
  });

async function ask(
  target: CheckTarget,
  { region, request, ask: send, timeoutMs }: Destination,
  secret: string,
  { clock, check, settings }: CheckPorts,
): Promise<TargetReport> {
  const startMs = clock.nowMs();
  const tookMs = (): number => clock.nowMs() - startMs;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const reply = await send(request(secret), signal);
    const asked = {
      target,
      region,
      refusesAwsAddresses: check.answerFunction !== null,
      lastResort: lastResort(settings),
    };
    return report(judgeReply(reply, asked), tookMs(), reply.status);
  } catch (error) {
    const silence = new Error(`no answer within ${timeoutMs} ms, Vonage's socket timeout`);
    return report(failed(signal.aborted ? silence : error), tookMs());
  }
}

const report = (verdict: Verdict, tookMs: number, status: number | null = null): TargetReport => ({
  ...verdict,
  detail: maskNumbersIn(verdict.detail),
  status,
  tookMs,
});
const unasked = (verdict: Verdict): TargetReport => report(verdict, 0);

const failed = (error: unknown): Verdict => ({
  result: 'failed',
  needsAttention: true,
  answeredBy: null,
  detail: messageOf(error),
});
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const NOT_CONFIGURED: Verdict = {
  result: 'not-configured',
  needsAttention: true,
  answeredBy: null,
  detail:
    "this region's secret is still the placeholder, so the check cannot sign its request. To fix this: npm run rotate -- stage",
};
const UNKNOWN_TARGET: Verdict = {
  result: 'unknown-target',
  needsAttention: false,
  answeredBy: null,
  detail:
    'no deployment record names the other region, so its fallback is not checked. To fix this: npm run deploy',
};
