import type { Clock } from '../../contracts/clock.ts';
import { journalKey } from '../../contracts/journal/journal-key.ts';
import { stateInUrl, stateUrl } from '../../contracts/state-url.ts';
import { ofType } from '../../contracts/call-history/records.ts';
import { describeAnswer } from '../../drill/callbacks/describe-answer.ts';
import { fallbacksOf, type VectorTarget, webhooksOf } from '../../drill/callbacks/targets.ts';
import type { Deployment } from '../../emulator/deployment.ts';
import { describeEmulator, emulatorOutputs } from '../../emulator/describe-emulator.ts';
import { ROLES } from '../world/broken.ts';
import { connect, send } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type OutsiderKind, type OutsiderRequest, type Overheard, outsiderKindOf } from './kinds.ts';

/** What came of it. */
export interface OutsiderAnswer extends OutsiderRequest {
  /** For people: `the primary’s answer`. */
  readonly at: string;
  /** In the words of drill/callbacks/describe-answer.ts; undefined: it is genuine, and any answer may follow. */
  readonly expected: string | undefined;
  /** In the same words; or why there was no answer. */
  readonly found: string;
  readonly untilMs: number;
}

const ADDRESS = '198.51.100.66';
const LIMIT_MS = 10_000;
const EVENT_TARGET = / event$/;

/** Sends the requests in their time, and resolves to what came of them so far, as it grows. */
export function sendOutsiders(
  world: World,
  deployment: Deployment,
  requests: readonly OutsiderRequest[],
): readonly OutsiderAnswer[] {
  const answers: OutsiderAnswer[] = [];
  if (requests.length === 0) return answers;
  const { clock, hosts } = world;
  const outputs = emulatorOutputs(deployment, (text) => text);
  const urls = describeEmulator(deployment, outputs, world.signatureSecret(), (text) => text);
  const targets = {
    primary: [...webhooksOf('the primary’s', urls.primary), ...fallbacksOf('the primary’s', urls.primary)],
    secondary: [
      ...webhooksOf('the secondary’s', urls.secondary),
      ...fallbacksOf('the secondary’s', urls.secondary),
    ],
  };
  const staticNcco = staticTextOf(deployment, urls.static['fallback'] ?? '');
  const sendOne = async (request: OutsiderRequest): Promise<void> => {
    const kind = outsiderKindOf(request.what);
    const heard = overheard(world, urls.application);
    // Nothing was overheard yet.
    if (heard === undefined) return;
    const state = kind.state?.(heard);
    const target = targetOf(targets[request.region], request, kind.method, state !== undefined);
    const built = kind.request(heard);
    const ask = async (address: string): Promise<Answer> => {
      const url = new URL(address);
      return answerOf(hosts.get(url.host), url, built, clock, staticNcco);
    };
    const judged =
      state === undefined
        ? { found: (await ask(target.url)).text, expected: expectedAt(target, kind) }
        : asLost(await ask(stateUrl(target.url, MADE_UP)), await ask(stateUrl(target.url, state)));
    answers.push({ ...request, at: target.name, ...judged, untilMs: clock.monotonicMs() });
  };
  for (const request of requests)
    clock.after(request.atMs, () => {
      // What it throws is a mistake of the simulation; the clock runs its work to the end.
      sendOne(request).catch((error: unknown) =>
        answers.push({
          ...request,
          at: request.region,
          expected: undefined,
          found: String(error),
          untilMs: clock.monotonicMs(),
        }),
      );
    });
  return answers;
}

interface Answer {
  /** In the words of drill/callbacks/describe-answer.ts; or why there was no answer. */
  readonly text: string;
  /** Undefined: there was no 200. */
  readonly body: string | undefined;
}

const expectedAt = (target: VectorTarget, { name, expect }: OutsiderKind): string | undefined =>
  expect === 'accepted' ? undefined : target.expected({ name, expect });

/** A state that no secret has sealed. */
const MADE_UP = 'bWVudQ';
const LOST = '200 and what a caller hears whose state is lost';

/** The same event has to be answered as with a state that was made up. */
const asLost = (madeUp: Answer, { text, body }: Answer): Pick<OutsiderAnswer, 'expected' | 'found'> => ({
  expected: madeUp.body === undefined ? undefined : LOST,
  found: body !== undefined && body === madeUp.body ? LOST : text,
});

/** An event of the call that a journal has; undefined before the first one. */
function overheard(
  { history, journals, clock, signatureSecret }: World,
  { id, apiKey }: { readonly id: string; readonly apiKey: string },
): Overheard | undefined {
  const kept = ofType(history, 'request').filter(
    ({ kind, payload }) => kind === 'event' && ROLES.some((role) => journals[role].has(journalKey(payload))),
  );
  const last = kept.at(-1);
  if (last === undefined) return undefined;
  const led = kept.findLast(({ url, expectsNcco }) => expectsNcco && stateInUrl(url) !== undefined);
  return {
    event: last.payload,
    led: led && { event: led.payload, state: stateInUrl(led.url) ?? '' },
    context: {
      nowMs: clock.nowMs(),
      apiKey,
      applicationId: id,
      currentSecret: signatureSecret(),
    },
  };
}

function targetOf(
  targets: readonly VectorTarget[],
  { target }: OutsiderRequest,
  method: string,
  hasOwnUrl: boolean,
): VectorTarget {
  const takers = targets.filter(
    ({ name, methods }) => methods.includes(method) && (!hasOwnUrl || EVENT_TARGET.test(name)),
  );
  const found = takers[target % takers.length];
  if (found === undefined) throw new Error(`Expected a URL that takes ${method}; found none.`);
  return found;
}

async function answerOf(
  host: Parameters<typeof connect>[0] | undefined,
  url: URL,
  { method, headers, body, query }: ReturnType<ReturnType<typeof outsiderKindOf>['request']>,
  clock: Clock,
  staticNcco: string,
): Promise<Answer> {
  const none = (text: string): Answer => ({ text, body: undefined });
  if (host === undefined) return none('no such host');
  const error = await connect(host, clock, LIMIT_MS);
  if (error !== undefined) return none(error);
  const own = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const length = method === 'GET' ? {} : { 'content-length': String(body.length) };
  const search = query === '' ? url.search : `?${query}`;
  const reply = await send(
    host,
    {
      method,
      target: url.pathname + search,
      headers: { ...own, host: url.host, ...length },
      body,
      sender: ADDRESS,
    },
    clock,
    { silentMs: LIMIT_MS, wholeMs: LIMIT_MS },
  );
  if (reply.kind === 'error') return none(reply.error);
  const { status } = reply.response;
  const text = reply.response.body.toString('utf8');
  return { text: describeAnswer(status, text, staticNcco), body: status === 200 ? text : undefined };
}

/** The object that a URL of the static tier names. */
function staticTextOf({ static: { buckets } }: Deployment, url: string): string {
  const key = new URL(url).pathname.slice(1);
  const object = buckets.flatMap(({ objects }) => objects).find((each) => each.key === key);
  return object === undefined ? '' : Buffer.from(object.bodyBase64, 'base64').toString('utf8');
}
