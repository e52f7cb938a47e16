import { drift, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import type { ProbedHalf } from './probe-halves.ts';

/** Whether the domain could lead to this region. */
export function judgeHalf({ domain, region, answer }: ProbedHalf): Finding {
  const about = `${domain} in ${region}`;
  if (answer.kind === 'answered' && answer.status === 200) return ok(about, '200: it could lead there');
  const found =
    answer.kind === 'failed' ? `${answer.phase}: ${answer.code} (${answer.detail})` : String(answer.status);
  return drift(
    about,
    `expected 200 from /health by that name, found ${found}: while it leads there, every call waits for the fallback`,
    `if ${region} itself is not healthy, look after it, and Route 53 leads the name away; else its certificate or its mapping is lost: deploy it again`,
  );
}
