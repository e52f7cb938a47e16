import { isApology } from '../../ncco/apology.ts';
import { checkNcco } from '../../ncco/check-ncco.ts';
import type { HttpAnswer } from '../kit/send-http.ts';
import { summarizeNcco } from '../../ncco/summarize-ncco.ts';
import { nccoProblem } from '../link/verify/judge-ncco.ts';
import { refusalInWords } from '../kit/refusal-words.ts';
import type { BuiltRequest } from './build-request.ts';
import type { SendOptions } from './options.ts';

export interface Judged {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

type Answered = Extract<HttpAnswer, { kind: 'answered' }>;

/** What an answer says, and what is wrong with it for Vonage. */
export function judgeAnswer(answer: HttpAnswer, options: SendOptions, { limits }: BuiltRequest): Judged {
  if (answer.kind === 'failed')
    return {
      lines: [`no answer (${answer.phase}: ${answer.code}, ${answer.detail})`],
      problems: [noAnswer(answer, options, limits)],
    };
  const { status, body, responseMs, connectMs } = answer;
  const lines = [`${String(status)} in ${String(Math.round(connectMs + responseMs))} ms`];
  const problems: string[] = [];
  if (status < 200 || status > 299) {
    lines.push(body.slice(0, 2_000));
    problems.push(refusalOf(answer, options));
  } else lines.push(...describeBody(answer, options, problems));
  return { lines: lines.filter((line) => line !== ''), problems };
}

function noAnswer(
  { phase, code }: Extract<HttpAnswer, { kind: 'failed' }>,
  options: SendOptions,
  { connect_timeout, socket_timeout }: BuiltRequest['limits'],
): string {
  if (code !== 'timeout')
    return `expected an answer, found none: ${whatFollows(options, 'a connection that fails')}`;
  const expected =
    phase === 'connect'
      ? `a connection within Vonage's connect timeout of ${String(connect_timeout)} ms`
      : `an answer within Vonage's socket timeout of ${String(socket_timeout)} ms`;
  return `expected ${expected}, found none: ${whatFollows(options, 'a timeout')}`;
}

function refusalOf({ status, body }: Answered, options: SendOptions): string {
  const code = (jsonOf(body) as { readonly code?: unknown } | undefined)?.code;
  const words = refusalInWords(code);
  const why = words === undefined ? (typeof code === 'string' ? ` (${code})` : '') : ` (${words})`;
  const isOfGateway = typeof code === 'string' && code.startsWith('integration-');
  const cause = isOfGateway
    ? '. API Gateway said this: the function gave no answer. If its environment was just started, send it again; else the terminal of npm run local shows the cause'
    : '';
  return `expected a 2xx, found ${String(status)}${why}: ${whatFollows(options, String(status))}${cause}`;
}

/** Statuses that Vonage tries again before it turns elsewhere (support article 115016024247). */
const TRIED_AGAIN = ['429', '503', '504', 'a timeout', 'a connection that fails'];

function whatFollows({ webhook }: SendOptions, what: string): string {
  const again = TRIED_AGAIN.includes(what) ? 'after one more try ' : '';
  switch (webhook) {
    case 'answer':
      return `${again}Vonage asks the fallback (npm run send -- answer --fallback)`;
    case 'websocket-disconnected':
      return `${again}Vonage asks the fallback (npm run send -- websocket-disconnected --fallback)`;
    case 'fallback':
      return `${again}Vonage ends the call, or goes on with the NCCO that it runs`;
    case 'event':
      return again === '' ? 'the event is lost' : 'the event is lost after one more try';
  }
}

function describeBody(answer: Answered, options: SendOptions, problems: string[]): readonly string[] {
  const { body } = answer;
  if (body === '' && !isNccoDue(options)) return ['an empty body: the call goes on'];
  const ncco = jsonOf(body);
  const problem = nccoProblem(answer);
  if (problem !== undefined && !Array.isArray(ncco)) {
    problems.push(problem);
    return [body.slice(0, 2_000)];
  }
  problems.push(
    ...checkNcco(ncco).map(
      ({ severity, path, expected, found }) => `${severity} at ${path}: expected ${expected}, found ${found}`,
    ),
  );
  if (problem !== undefined && problems.length === 0) problems.push(problem);
  return [...servedInstead(answer, ncco), summarizeNcco(ncco), JSON.stringify(ncco, null, 2)];
}

function servedInstead({ headers }: Answered, ncco: unknown): readonly string[] {
  if (headers['x-cache'] === 'Error from cloudfront')
    return ['The static NCCO, from CloudFront: the region behind it did not serve this request.'];
  const at = Array.isArray(ncco) ? ncco.findIndex(isApology) : -1;
  if (at === -1) return [];
  const replaced =
    at === 0
      ? 'your call flow: it threw, was too slow or returned an invalid NCCO'
      : 'rungs.person behind a bot or a question: it threw or returned an invalid NCCO';
  return [
    `The last resort (functions/ladder/last-resort.ts) in place of ${replaced}. The terminal of npm run local shows what is wrong in functions/call-flow.ts.`,
  ];
}

/** An event's NCCO may be absent; the answer's and the fallback's may not. */
const isNccoDue = ({ webhook, original }: SendOptions): boolean =>
  webhook === 'answer' || (webhook === 'fallback' && original === 'answer');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
