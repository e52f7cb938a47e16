import { drift, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Probed } from './probe-webhooks.ts';

const DAY_MS = 86_400_000;
/** ACM renews 60 days before the end; later than this, something keeps it from doing so. */
const FEWEST_DAYS = 21;

/** How long the certificate of each host still lives. Its name and its issuer are judged by the TLS handshake. */
export function checkCertificates(webhooks: readonly Probed[], nowMs: number): readonly Finding[] {
  const endsByHost = new Map(
    webhooks.flatMap(({ linked, asked }) =>
      asked?.answer.kind === 'answered' && asked.answer.certificateEndsMs !== undefined
        ? [[new URL(linked.address).host, asked.answer.certificateEndsMs] as const]
        : [],
    ),
  );
  return [...endsByHost].map(([host, endsMs]) => {
    const days = Math.floor((endsMs - nowMs) / DAY_MS);
    const about = `certificate of ${host}`;
    const found = `${String(days)} day${days === 1 ? '' : 's'} left`;
    return days >= FEWEST_DAYS
      ? ok(about, found)
      : drift(
          about,
          `expected ${String(FEWEST_DAYS)} days at least, found ${found}: from then on every call waits for another URL`,
          'look in Certificate Manager why it is not renewed: mostly its DNS validation record is gone',
        );
  });
}
