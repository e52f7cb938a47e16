import type { APIGatewayProxyResult } from 'aws-lambda';
import { isServable } from '../../ncco/check-ncco.ts';
import { SECRET } from '../functions/support/sign.ts';
import type { Traces } from './deployment.ts';
import { NUMBER } from './requests/hostile-request.ts';
import type { HostileRequest, RouteName } from './requests/hostile-request.ts';
import type { HostileEvent } from './to-event.ts';

/** What is wrong with an answer, and with what it has left behind: one line each. */
export function problemsOf(
  request: HostileRequest,
  hostile: HostileEvent,
  result: APIGatewayProxyResult,
  traces: Traces,
): readonly string[] {
  const { statusCode, headers, body } = result;
  const expected = statusesOf(request, hostile);
  return [
    ...(expected.includes(statusCode)
      ? []
      : [`expected status ${expected.join(' or ')}, found ${statusCode}`]),
    ...(JSON.stringify(headers) === '{"Content-Type":"application/json"}' && result.isBase64Encoded !== true
      ? []
      : [`expected application/json and no other header, found ${JSON.stringify({ ...result, body: '…' })}`]),
    ...(isRight(request.route, statusCode, body) ? [] : [`status ${statusCode} says ${body.slice(0, 300)}`]),
    ...logProblems(traces.log, hostile),
    ...traces.keys.filter((key) => !isSafeKey(key)).map((key) => `a journal key that is none: ${key}`),
  ];
}

/** An unauthenticated caller is refused; a known one is answered, and at /fallback in every case. */
function statusesOf(
  { route, mode }: HostileRequest,
  { isGenuine, isUnsigned }: HostileEvent,
): readonly number[] {
  if (route === 'health') return [200];
  if (mode !== 'ip' && !isGenuine) {
    if (route === 'fallback') return [403];
    return isUnsigned ? [503] : [401];
  }
  if (route === 'fallback') return [200];
  return route === 'event' ? [200, 400, 503] : [200, 400];
}

/** 200 is a valid NCCO, or an empty reply to an event; anything else is a code, and no word more. */
function isRight(route: RouteName, status: number, body: string): boolean {
  if (status !== 200) return /^\{"code":"[a-z-]+"\}$/.test(body);
  if (route === 'health') return body === '{"status":"ok"}' || body === '{"status":"degraded"}';
  if (body === '') return route !== 'answer';
  return route !== 'event' && isServable(JSON.parse(body));
}

/** Values that must not appear in a log. */
const SECRETS = [SECRET, NUMBER];

function logProblems(log: string, { tokens }: HostileEvent): readonly string[] {
  const shown = [...SECRETS, ...tokens].filter((secret) => log.includes(secret));
  const lines = log.split('\n').slice(0, -1);
  return [
    ...shown.map((secret) => `the log shows ${secret}: ${log.slice(0, 500)}`),
    ...lines.filter((line) => !isLogLine(line)).map((line) => `no log line: ${line.slice(0, 300)}`),
  ];
}

function isLogLine(line: string): boolean {
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return level === 'info' || level === 'warn' || level === 'error';
  } catch {
    return false;
  }
}

const isSafeKey = (key: string): boolean =>
  /^calls\/(?:\d{4}-\d\d-\d\d|undated)\/(?:[\w-]+|conversation\.\w+)\/[\w-][\w.-]*\.json$/.test(key);
