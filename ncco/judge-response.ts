import { checkNcco, errorsOf } from './check-ncco.ts';
import type { Ncco } from './ncco.ts';

export interface ApplicationResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly location?: string | undefined; readonly 'content-type'?: string | undefined };
  readonly text: string;
}

export type JudgedResponse = { readonly status: number } & (
  | { readonly kind: 'ncco'; readonly ncco: Ncco }
  /** An application that works, and gives no NCCO; `body` is what Vonage gets. */
  | { readonly kind: 'none'; readonly body: '' | '[]' }
  | {
      readonly kind: 'failed';
      readonly failure: 'status' | 'invalid';
      /** Vonage would have tried once more (SUP 115016024247). */
      readonly isRetried: boolean;
      readonly problem: string;
    }
);

/** Successes, by Vonage's guide to webhooks. */
const SUCCESS = [200, 205] as const;
/** Vonage tries once more (SUP 115016024247). */
const RETRIED = [429, 503, 504];
/** An NCCO in one of these is not read (SUP 115016024247). */
const MARKUP = /^(text\/html|application\/xml|text\/xml)\b/i;

/** What an application's response means: as Vonage would take it, and where that is not known, as its text was meant. */
export function judgeResponse({ status, headers, text }: ApplicationResponse): JudgedResponse {
  if (status < SUCCESS[0] || status > SUCCESS[1]) {
    const { location } = headers;
    return failed(
      status,
      'status',
      `status ${String(status)}${location === undefined ? '' : ` to ${location}`}`,
      RETRIED.includes(status),
    );
  }
  const body = text.replace(/^\uFEFF/, '').trim();
  if (body.startsWith('<')) return failed(status, 'invalid', 'markup, expected an NCCO');
  // "OK", {} and the like: it works, and says nothing.
  if (!body.startsWith('[')) return { kind: 'none', status, body: '' };
  const parsed = parse(body);
  if (parsed === undefined) return failed(status, 'invalid', 'text that is no JSON, expected an NCCO');
  if (Array.isArray(parsed) && parsed.length === 0) return { kind: 'none', status, body: '[]' };
  const type = headers['content-type'] ?? '';
  if (MARKUP.test(type)) return failed(status, 'invalid', `content type ${type}, expected application/json`);
  const [error] = errorsOf(checkNcco(parsed));
  if (error === undefined) return { kind: 'ncco', status, ncco: parsed as Ncco };
  return failed(status, 'invalid', `at ${error.path}: expected ${error.expected}, found ${error.found}`);
}

const failed = (
  status: number,
  failure: 'status' | 'invalid',
  problem: string,
  isRetried = false,
): JudgedResponse => ({ kind: 'failed', status, failure, isRetried, problem });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
