import { inOrder } from '../../../contracts/voice-capability.ts';
import type { OutputsFile, RegionalOutputs } from '../../../contracts/outputs.ts';
import { askAgain, mayHeal } from '../probe/ask-again.ts';
import { HTTP_TIMEOUTS } from '../../kit/send-http.ts';
import type { HttpAnswer } from '../../kit/send-http.ts';
import { domainOf } from '../../../contracts/webhook-urls.ts';
import type { Send } from './probe-webhooks.ts';
import { drift, ok } from './finding.ts';
import type { Finding } from './finding.ts';

/** What one region has answered by the domain, whether or not that leads there now. */
export interface ProbedHalf {
  readonly domain: string;
  readonly region: string;
  /** Of `/health`, which anybody may ask. */
  readonly answer: HttpAnswer;
}

/**
 * Asks both regions by the domain's name. Route 53 sees neither the certificate (its checks do not look at it) nor the
 * mapping (they ask the region's own address): where one is lost, the name would lead to a region that refuses it, and
 * only once it has moved there. Never rejects.
 */
export const probeHalves = async (outputs: OutputsFile, send: Send): Promise<readonly ProbedHalf[]> =>
  Promise.all(
    inOrder(outputs, undefined).flatMap((regional) => {
      const domain = domainOf(regional);
      return domain === undefined ? [] : [probeHalf(regional, domain, send)];
    }),
  );

async function probeHalf(
  { Region, DomainTarget = '' }: RegionalOutputs,
  domain: string,
  send: Send,
): Promise<ProbedHalf> {
  const request = {
    method: 'GET',
    url: new URL(`https://${domain}/health`),
    connectTo: DomainTarget,
    headers: { accept: '*/*' },
  } as const;
  const { answer } = await askAgain(
    () => send(request, HTTP_TIMEOUTS),
    (each) => !mayHeal(each),
  );
  return { domain, region: Region, answer };
}

/** Whether the domain could lead to this region. */
export function judgeHalf({ domain, region, answer }: ProbedHalf): Finding {
  const about = `${domain} in ${region}`;
  if (answer.kind === 'answered' && answer.status === 200) return ok(about, '200: the domain can lead there');
  const found =
    answer.kind === 'failed' ? `${answer.phase}: ${answer.code} (${answer.detail})` : String(answer.status);
  return drift(
    about,
    `expected 200 from /health by that name, found ${found}: while it leads there, every call waits for the fallback`,
    `if ${region} itself is not healthy, fix it: Route 53 moves the name meanwhile; otherwise its certificate or its domain mapping is missing: deploy it again`,
  );
}
