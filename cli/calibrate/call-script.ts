import { LAST } from './experiments.ts';
import type { Experiment } from './experiments.ts';
import { originalOf } from './seen.ts';
import type { Reply, Seen } from './seen.ts';

/** What the endpoints do in one call. */
export interface CallPlan {
  readonly name: string;
  /** What the answer URL does. */
  readonly answer: Experiment;
  /** What the events of one `notify` after the other do, once the call has its first NCCO. */
  readonly events: readonly Experiment[];
  /** What status events meet. Default: 200. */
  readonly statusEvents?: 'fail' | 'wait';
}

/** How long a status event waits for its answer where `statusEvents` is `wait`, ms: less than any socket timeout. */
export const STATUS_WAITS_MS = 700;

export const STEP = '/step/';

/**
 * The replies of one call. What follows an experiment is the rest of the NCCO: in the answer that is taken, in the fallback where
 * one is asked, or in the NCCO that runs already.
 * @param base URL of the endpoints, with the run's prefix
 */
export function replyTo({ answer, events, statusEvents }: CallPlan, base: string): (request: Seen) => Reply {
  const steps = [...events, LAST];
  const urlOf = ({ name, urlLength }: Experiment): string => {
    const url = `${base}${STEP}${name}`;
    return urlLength === undefined
      ? url
      : `${url}?pad=${'x'.repeat(Math.max(0, urlLength - url.length - 5))}`;
  };
  const nccoFrom = (index: number): string =>
    JSON.stringify([
      ...steps.slice(index).map((step) => ({
        action: 'notify',
        payload: { step: step.name },
        eventUrl: [urlOf(step)],
        eventMethod: 'POST',
      })),
      { action: 'talk', text: 'Calibrated.' },
    ]);
  let asked = -1;
  let statuses = 0;

  const fallback = (request: Seen): Reply => {
    const failed = originalOf(request);
    const path = failed !== undefined && URL.canParse(failed.url) ? new URL(failed.url).pathname : undefined;
    const named = steps.findIndex(({ name }) => path?.endsWith(`${STEP}${name}`) === true);
    const isAnswer = failed?.type === 'answer' || (failed === undefined && asked === -1);
    const index = isAnswer ? -1 : named === -1 ? asked : named;
    const failsTwice = (index === -1 ? answer : steps[index])?.failsTwice === true;
    return failsTwice
      ? { does: 'answers', status: 500 }
      : { does: 'answers', status: 200, body: nccoFrom(index + 1) };
  };

  return (request) => {
    if (request.path === '/answer') return answer.reply(nccoFrom(0));
    if (request.path === '/fallback') return fallback(request);
    if (request.path.startsWith(STEP)) {
      const index = steps.findIndex(({ name }) => request.path === `${STEP}${name}`);
      asked = Math.max(asked, index);
      return steps[index]?.reply(nccoFrom(index + 1)) ?? { does: 'answers', status: 404 };
    }
    if (request.path !== '/event') return { does: 'answers', status: 200 };
    statuses += 1;
    if (statusEvents === 'fail') return { does: 'answers', status: 503 };
    return {
      does: 'answers',
      status: 200,
      ...(statusEvents === 'wait' && statuses === 1 ? { afterMs: STATUS_WAITS_MS } : {}),
    };
  };
}
