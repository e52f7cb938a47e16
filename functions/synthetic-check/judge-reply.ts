import { isDeepStrictEqual } from 'node:util';
import type { WebhookReply } from '../check-ports.ts';
import type { CheckTarget, TargetReport } from '../../contracts/check-report.ts';
import { checkServable, errorsOf } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { ANSWERED_BY_HEADER } from '../../contracts/own-headers.ts';

export type Verdict = Omit<TargetReport, 'status' | 'tookMs'>;

/** What was asked. */
export interface Asked {
  readonly target: CheckTarget;
  /** That should have answered. */
  readonly region: string;
  /** The gates let nobody in who comes from an address of AWS's own. */
  readonly gateIsClosed: boolean;
  /** What a region answers in its call flow's place, where that fails. */
  readonly lastResort: Ncco;
}

/** What a reply is worth to a caller, and whose it is. */
export function judgeReply(reply: WebhookReply, asked: Asked): Verdict {
  const header = reply.headers[ANSWERED_BY_HEADER];
  const answeredBy = typeof header === 'string' ? header : null;
  const problem = whyUseless(reply);
  if (problem !== undefined) return { ...FAILED, answeredBy, detail: problem };
  if (answeredBy === null) return ofNobody(asked);
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

/** Why the platform could not run it; undefined: it is a valid NCCO that says something. */
function whyUseless({ status, headers, text }: WebhookReply): string | undefined {
  if (status !== 200) return `expected status 200, found ${String(status)}: ${excerpt(text)}`;
  const type = String(headers['content-type'] ?? 'none');
  // Another content type makes an NCCO invalid (SUP 115016024247).
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    return `expected content type application/json, found ${type}`;
  const ncco = parse(text);
  if (ncco === undefined) return `expected JSON, found ${excerpt(text)}`;
  const judged = checkServable(ncco.value);
  if (errorsOf(judged).length === 0) return undefined;
  const problems = judged.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`);
  return `no valid NCCO: ${problems.slice(0, MOST_PROBLEMS).join('; ')}`;
}

/** A valid NCCO, and no region says that it is its own. */
function ofNobody({ target, region, gateIsClosed }: Asked): Verdict {
  const answeredBy = null;
  if (target === 'own')
    return { ...FAILED, answeredBy, detail: `an NCCO that ${region} does not say is its own` };
  return gateIsClosed
    ? {
        result: 'static',
        needsAttention: false,
        answeredBy,
        detail: `the static NCCO, as it should be: the front of ${region} refuses AWS's own addresses (source.mode)`,
      }
    : {
        result: 'static',
        needsAttention: true,
        answeredBy,
        detail: `the static NCCO: ${region} refused this check or could not answer it, and nobody else takes over. Do both regions hold the same secret?`,
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
