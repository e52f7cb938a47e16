import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Webhook } from './route.ts';

/** Longer than the store takes; a caller waits. */
const WAIT_MS = 250;

/**
 * The secrets that a call's state is sealed with; none where they cannot be read soon. With signatures they are known by now,
 * or the request would have been refused.
 */
export const flowSecrets = ({ ports, deadline }: Webhook): Promise<LiveSecrets> =>
  soonOr([], () => deadline.race(ports.secrets.live()));

/** The secrets once more, for a state that no known one opens: the store may have another since a moment ago. */
export const freshFlowSecrets = ({ ports, deadline }: Webhook, known: LiveSecrets): Promise<LiveSecrets> =>
  soonOr(known, () => deadline.race(ports.secrets.refreshed()));

async function soonOr(
  otherwise: LiveSecrets,
  ask: () => ReturnType<Webhook['deadline']['race']>,
): Promise<LiveSecrets> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ readonly inTime: false }>((resolve) => {
    timer = setTimeout(() => resolve({ inTime: false }), WAIT_MS);
  });
  try {
    const found = await Promise.race([ask(), late]);
    return found.inTime ? (found.value as LiveSecrets) : otherwise;
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
