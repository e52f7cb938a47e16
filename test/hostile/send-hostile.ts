import fc from 'fast-check';
import { lambdaContext } from '../functions/support/gateway-event.ts';
import { createDeployment } from './deployment.ts';
import { problemsOf } from './judge.ts';
import type { HostileRequest } from './requests/hostile-request.ts';
import { hostileRequest } from './requests/hostile-requests.ts';
import { toEvent } from './to-event.ts';

/** Far beyond every deadline of a handler. */
const HANGS_AFTER_MS = 20_000;

export interface HostileRun {
  readonly seed: number;
  readonly requests: number;
  /** Of a failing run, to begin with it. */
  readonly path: string | undefined;
}

export interface HostileReport {
  readonly requests: number;
  /** `<route> <known|unauthenticated> <status>` → how many. */
  readonly answers: Readonly<Record<string, number>>;
  /** The smallest failing request, and how to make it again. */
  readonly failure?: { readonly path: string; readonly request: HostileRequest; readonly error: string };
}

/** Sends hostile requests one after the other, and judges each. */
export async function sendHostile(
  { seed, requests, path }: HostileRun,
  onRequest: () => void,
): Promise<HostileReport> {
  const deployments = {
    signature: createDeployment('signature'),
    both: createDeployment('both'),
    ip: createDeployment('ip'),
  };
  const answers: Record<string, number> = {};
  let sent = 0;
  let hangs = false;
  const send = async (request: HostileRequest): Promise<void> => {
    // A smaller one that hangs as well is not waited for.
    if (hangs) return;
    onRequest();
    sent += 1;
    const { handlers, traces } = deployments[request.mode];
    Object.assign(traces, { log: '', keys: [], journal: request.journal, flow: request.flow });
    const hostile = toEvent(request);
    const result = await inTime(handlers[request.route](hostile.event, lambdaContext()));
    hangs = result === undefined;
    if (result === undefined) throw new Error(`no answer within ${HANGS_AFTER_MS} ms`);
    const problems = problemsOf(request, hostile, result, traces);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    const who = hostile.isGenuine || request.mode === 'ip' ? 'known' : 'unauthenticated';
    const answer = `${request.route} ${who} ${result.statusCode}${result.body === '' ? ' empty' : ''}`;
    answers[answer] = (answers[answer] ?? 0) + 1;
  };
  const found = await fc.check(fc.asyncProperty(hostileRequest, send), {
    seed,
    numRuns: requests,
    ...(path !== undefined && { path }),
  });
  const [request] = found.counterexample ?? [];
  return {
    requests: sent,
    answers,
    ...(request !== undefined && {
      failure: {
        path: found.counterexamplePath ?? '',
        request,
        error: String(found.errorInstance),
      },
    }),
  };
}

/** The result, or nothing where it takes too long. */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), HANGS_AFTER_MS);
  });
  return Promise.race([work, hang]).finally(() => {
    clearTimeout(timer);
  });
}
