import { drift, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import type { HttpAnswer } from '../../kit/send-http.ts';
import type { ProbedHalf } from './probe-halves.ts';
import type { Probed } from './probe-webhooks.ts';

const DAY_MS = 86_400_000;
/** ACM renews 60 days before the end; later than this, something keeps it from doing so. */
const FEWEST_DAYS = 21;

/**
 * How long the certificate of each host still lives, a domain's in each region. Its name and its issuer are judged by the
 * TLS handshake.
 */
export function checkCertificates(
  webhooks: readonly Probed[],
  halves: readonly ProbedHalf[],
  nowMs: number,
): readonly Finding[] {
  const endsByHost = new Map([
    ...webhooks.flatMap(({ linked, asked }) =>
      asked === undefined || asked.owner.domain !== undefined
        ? []
        : endOf(new URL(linked.address).host, asked.answer),
    ),
    ...halves.flatMap(({ domain, region, answer }) => endOf(`${domain} in ${region}`, answer)),
  ]);
  return [...endsByHost].map(([host, endsMs]) => {
    const days = Math.floor((endsMs - nowMs) / DAY_MS);
    const about = `certificate of ${host}`;
    const found = `${String(days)} day${days === 1 ? '' : 's'} left`;
    return days >= FEWEST_DAYS
      ? ok(about, found)
      : drift(
          about,
          `expected ${String(FEWEST_DAYS)} days at least, found ${found}: once it expires, every call waits for another URL`,
          'check in Certificate Manager why it is not renewed: usually its DNS validation record is missing',
        );
  });
}

const endOf = (host: string, answer: HttpAnswer): readonly (readonly [string, number])[] =>
  answer.kind === 'answered' && answer.certificateEndsMs !== undefined
    ? [[host, answer.certificateEndsMs]]
    : [];
