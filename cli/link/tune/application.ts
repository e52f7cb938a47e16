import { judgeResponse } from '../../../ncco/judge-response.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { HttpAnswer, HttpRequest } from '../../kit/send-http.ts';
import type { Target } from '../plan/target.ts';
import { forwardedTo, mayBeAsked } from '../probe/application-request.ts';
import type { ForwardedTo } from '../probe/application-request.ts';
import { judge } from './judge.ts';
import type { Judged } from './judge.ts';
import type { Measuring } from './measure.ts';
import { paced } from './pace.ts';
import { failuresIn, startTally } from './tally.ts';
import type { Tally } from './tally.ts';

/** Few and slow, and none in bursts: the application answers callers meanwhile. */
export const APPLICATION_REQUESTS = 100;
const PER_SECOND = 5;
const FIRST_LOOK = 3;

/** What was measured of the application that callbacks go on to. */
export interface ApplicationTimes {
  readonly address: string;
  readonly tally: Tally;
  /** Of each request that got an NCCO: connection and response together, ms. `Infinity`: none in time. */
  readonly tookMs: readonly number[];
}

/**
 * The applications that calls go on to.
 * @throws CommandError for call flows that pass nothing on, or to a URL that the functions connect to no more than this command
 */
export function measuredApplications(flows: Target['flows']): readonly ForwardedTo[] {
  if (flows instanceof CommandError) throw flows;
  const found = forwardedTo(flows);
  if (found.length === 0)
    throw new CommandError(
      `Expected forward in ${flows.map(({ where }) => where).join(' or ')}, which --forward measures, found none. Leave out --forward, or write forward: forwardTo(…) (docs/guard.md).`,
    );
  const wrong = found.find((each) => !mayBeAsked(each));
  if (wrong === undefined) return found;
  throw new CommandError(
    `Expected forward to name an https URL with a public host, found ${wrong.address}. Nothing else is passed on; name the application as Vonage reaches it.`,
  );
}

/** Asks an application for the first NCCO of a call, {@link APPLICATION_REQUESTS} times; few times where none is answered well. */
export async function measureApplication(
  { address }: ForwardedTo,
  request: (nowMs: number) => HttpRequest,
  { send, nowMs, pause, signal, onProgress }: Omit<Measuring, 'staticNcco'>,
): Promise<ApplicationTimes> {
  const counting = startTally();
  const tookMs: number[] = [];
  const ask = async (): Promise<void> => {
    const judged = judgeApplication(await send(request(nowMs())));
    counting.add(judged);
    if (judged.kind === 'timed') tookMs.push((judged.connectMs ?? 0) + (judged.responseMs ?? 0));
  };
  for (let count = 0; count < FIRST_LOOK; count++) await ask();
  const isHopeless = failuresIn(counting.tally()) === FIRST_LOOK;
  const left = isHopeless || signal.aborted ? 0 : APPLICATION_REQUESTS - FIRST_LOOK;
  await paced(left, { perSecond: PER_SECOND, atOnce: PER_SECOND, nowMs, pause, signal }, async (index) => {
    await ask();
    onProgress('application', (index + 1) / left);
  });
  return { address, tally: counting.tally(), tookMs };
}

/** What does not make callers hear the application is a failure, as for the guard: a redirect, HTML, no NCCO. */
export function judgeApplication(answer: HttpAnswer): Judged {
  if (answer.kind === 'failed') return judge(answer, undefined);
  const { status, headers, body, connectMs, responseMs } = answer;
  const judged = judgeResponse({ status, headers, text: body });
  if (judged.kind === 'ncco') return { kind: 'timed', connectMs, responseMs };
  return { kind: 'failed', what: judged.kind === 'none' ? 'no NCCO' : judged.problem };
}
