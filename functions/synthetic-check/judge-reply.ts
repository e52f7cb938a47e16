import { isDeepStrictEqual } from 'node:util';
import type { WebhookReply } from '../check-ports.ts';
import type { CheckTarget, TargetReport } from '../../contracts/check-report.ts';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { ANSWERED_BY_HEADER } from '../../contracts/own-headers.ts';

export type Verdict = Omit<TargetReport, 'status' | 'tookMs'>;

/** The request, as far as the verdict depends on it. */
export interface Asked {
  readonly target: CheckTarget;
  /** The region that should have answered. */
  readonly region: string;
  /** The IP allow lists refuse AWS's own addresses. */
  readonly refusesAwsAddresses: boolean;
  /** The NCCO that a region serves where its call flow fails. */
  readonly lastResort: Ncco;
}

/** Whether a reply would serve a caller, and which region sent it. */
export function judgeReply(reply: WebhookReply, asked: Asked): Verdict {
  const header = reply.headers[ANSWERED_BY_HEADER];
  const answeredBy = typeof header === 'string' ? header : null;
  const problem = whyUseless(reply);
  if (problem !== undefined) return { ...FAILED, answeredBy, detail: problem };
  if (answeredBy === null) return unattributed(asked);
  if (answeredBy !== asked.region)
    return { ...FAILED, answeredBy, detail: `${answeredBy} answered where ${asked.region} was asked` };
  if (isDeepStrictEqual(JSON.parse(reply.text), asked.lastResort))
    return {
      ...FAILED,
      answeredBy,
      detail: `the last resort of ${answeredBy}: its call flow threw, took too long or returned no valid NCCO`,
    };
  return {
    result: 'ok',
    needsAttention: false,
    answeredBy,
    detail: `${answeredBy} answered with a valid NCCO`,
  };
}

const FAILED = { result: 'failed', needsAttention: true } as const;

/** Why Vonage could not run the reply; undefined for a valid NCCO that is not empty. */
function whyUseless({ status, headers, text }: WebhookReply): string | undefined {
  if (status !== 200) return `expected status 200, found ${String(status)}: ${excerpt(text)}`;
  const type = String(headers['content-type'] ?? 'none');
  // Another content type makes an NCCO invalid (SUP 115016024247).
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    return `expected content type application/json, found ${type}`;
  const ncco = parse(text);
  if (ncco === undefined) return `expected JSON, found ${excerpt(text)}`;
  const judged = checkNcco(ncco.value);
  if (errorsOf(judged).length === 0) return undefined;
  const problems = judged.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`);
  return `no valid NCCO: ${problems.slice(0, MOST_PROBLEMS).join('; ')}`;
}

/** A valid NCCO without a header that names the region. */
function unattributed({ target, region, refusesAwsAddresses }: Asked): Verdict {
  const answeredBy = null;
  if (target === 'own')
    return {
      ...FAILED,
      answeredBy,
      detail: `a valid NCCO, but the reply does not name ${region} as its sender`,
    };
  return refusesAwsAddresses
    ? {
        result: 'static',
        needsAttention: false,
        answeredBy,
        detail: `the static NCCO, as expected: the CloudFront distribution of ${region} refuses AWS's own addresses (source.mode)`,
      }
    : {
        result: 'static',
        needsAttention: true,
        answeredBy,
        detail: `the static NCCO: ${region} refused this check or could not answer it. Check that both regions hold the same secret.`,
      };
}

const MOST_PROBLEMS = 3;
const excerpt = (text: string): string => (text === '' ? 'nothing' : JSON.stringify(text.slice(0, 200)));

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
