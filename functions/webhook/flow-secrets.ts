import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Webhook } from './route.ts';

/** Longer than the store takes; a caller waits. */
const WAIT_MS = 250;

/**
 * The secrets that a call's state is sealed with; none where they cannot be read soon. With signatures they are known by now,
 * or the request would have been refused.
 */
export async function flowSecrets({ ports, deadline }: Webhook): Promise<LiveSecrets> {
  let timer: NodeJS.Timeout | undefined;
  const soon = new Promise<LiveSecrets>((resolve) => {
    timer = setTimeout(() => resolve([]), WAIT_MS);
  });
  try {
    const known = await deadline.race(Promise.race([ports.secrets.live(), soon]));
    return known.inTime ? known.value : [];
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
