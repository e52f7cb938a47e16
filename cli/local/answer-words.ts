import { summarizeNcco } from '../../ncco/summarize-ncco.ts';
import { refusalInWords } from '../kit/refusal-words.ts';
import type { Exchange } from '../../emulator/exchange.ts';
import type { FunctionLine } from './function-line.ts';

/** The others follow where these fail. */
const MOST_ACTIONS = 2;

/** What a request was answered with, in one line. */
export function answerInWords(exchange: Exchange, line: FunctionLine | undefined): string {
  const { status, body, headers, listener } = exchange;
  if (status === undefined) return 'no answer: the connection was closed';
  const event = line?.event === undefined ? '' : `${line.event}: `;
  const value = jsonOf(body);
  if (Array.isArray(value)) {
    const words = summarizeNcco(value, MOST_ACTIONS);
    if (!listener.endsWith('distribution')) return `${event}${words}`;
    return headers['x-cache'] === 'Error from cloudfront'
      ? `the static NCCO, because the region did not serve: ${words}`
      : "the region's answer";
  }
  if (status === 200 && body === '') return `${event}empty, the call goes on`;
  const code = codeOf(value);
  const refusal = refusalInWords(code);
  if (refusal !== undefined) return `${event}${String(code)}: ${refusal}`;
  if (status === 200 && line?.route === undefined && isObject(value))
    return String(value['status'] ?? 'JSON');
  return `${event}${reasonOf(exchange, code)}`;
}

function reasonOf({ status = 0, headers, body }: Exchange, code: string | undefined): string {
  if (code !== undefined) return code;
  if (headers['x-amzn-errortype'] === 'MissingAuthenticationTokenException')
    return 'API Gateway has no such method and path';
  if (headers['x-amzn-errortype'] !== undefined) return headers['x-amzn-errortype'];
  return status < 400 ? `${String(body.length)} bytes` : body.slice(0, 100);
}

const codeOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value['code'] === 'string' ? value['code'] : undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
