import type { HttpAnswer } from '../../kit/send-http.ts';
import { drift, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import { nccoProblem } from './judge-ncco.ts';
import { bodyOf } from './probe-webhooks.ts';
import type { ProbedStatic } from './probe-webhooks.ts';

const ABOUT = 'static NCCO';

/**
 * Judges the NCCO for callers when both regions fail: from the static tier, and from the fallback's distribution for a request
 * that its region refuses.
 * @param isSignatureAsked false if the region accepts unsigned requests; then only the static tier is judged
 */
export function judgeStatic({ forged, object }: ProbedStatic, isSignatureAsked: boolean): readonly Finding[] {
  const tier = problemOf(object);
  if (tier !== undefined)
    return [
      drift(
        ABOUT,
        `at the static tier: ${tier}`,
        'deploy the static stack again; when both regions fail, a call ends',
      ),
    ];
  if (!isSignatureAsked) return [ok(ABOUT, 'valid at the static tier')];
  const distribution = problemOf(forged) ?? (bodyOf(forged) === bodyOf(object) ? undefined : 'another one');
  if (distribution !== undefined)
    return [
      drift(
        ABOUT,
        `expected it for a forged request to the fallback's CloudFront distribution, found: ${distribution}`,
        "deploy again: the distribution's error responses or its /static behaviour differ from infra/distribution.ts",
      ),
    ];
  return [
    ok(
      ABOUT,
      "valid at the static tier, and served for a forged request to the fallback's CloudFront distribution",
    ),
  ];
}

function problemOf(answer: HttpAnswer): string | undefined {
  if (answer.kind === 'failed') return `no answer (${answer.code}: ${answer.detail})`;
  return answer.status === 200 ? nccoProblem(answer) : `expected 200, found ${String(answer.status)}`;
}
