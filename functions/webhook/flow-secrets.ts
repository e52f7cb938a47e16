import { within } from '../../contracts/clock.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Webhook } from './route.ts';

/** Longer than the store takes; a caller waits. */
const WAIT_MS = 250;

/**
 * The secrets that a call's state is sealed with; none where they cannot be read soon. With signatures they are known by now,
 * or the request would have been refused.
 */
export const flowSecrets = (webhook: Webhook): Promise<LiveSecrets> =>
  soonOr([], webhook.ports.secrets.live(), webhook);

/** The secrets once more, for a state that no known one opens: the store may have another since a moment ago. */
export const freshFlowSecrets = (webhook: Webhook, known: LiveSecrets): Promise<LiveSecrets> =>
  soonOr(known, webhook.ports.secrets.refreshed(), webhook);

async function soonOr(
  otherwise: LiveSecrets,
  asked: Promise<LiveSecrets>,
  { deadline, ports: { clock } }: Webhook,
): Promise<LiveSecrets> {
  try {
    const found = await deadline.race(within(clock, WAIT_MS, asked, otherwise));
    return found.inTime ? found.value : otherwise;
  } catch {
    return otherwise;
  }
}
