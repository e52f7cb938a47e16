import type { Clock } from '../../contracts/clock.ts';
import { journalKey } from '../../contracts/journal/journal-key.ts';
import { ofType } from '../../contracts/call-history/records.ts';
import { describeAnswer } from '../../drill/callbacks/describe-answer.ts';
import { fallbacksOf, type VectorTarget, webhooksOf } from '../../drill/callbacks/targets.ts';
import type { Deployment } from '../../emulator/deployment.ts';
import { describeEmulator, emulatorOutputs } from '../../emulator/describe-emulator.ts';
import { ROLES } from '../world/broken.ts';
import { connect, send } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type OutsiderRequest, type Overheard, outsiderKindOf } from './kinds.ts';

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
    const target = targetOf(targets[request.region], request, kind.method, kind.url !== undefined);
    const url = new URL(kind.url?.(target.url, heard) ?? target.url);
    const built = kind.request(heard);
    const host = hosts.get(url.host);
    const found = await answerOf(host, url, built, clock, staticNcco);
    const expected =
      kind.expect === 'accepted' ? undefined : target.expected({ name: kind.name, expect: kind.expect });
    answers.push({ ...request, at: target.name, expected, found, untilMs: clock.monotonicMs() });
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

/** An event of the call that a journal has; undefined before the first one. */
function overheard(
  { history, journals, clock, signatureSecret }: World,
  { id, apiKey }: { readonly id: string; readonly apiKey: string },
): Overheard | undefined {
  const kept = ofType(history, 'request').findLast(
    ({ kind, payload }) => kind === 'event' && ROLES.some((role) => journals[role].has(journalKey(payload))),
  );
  if (kept === undefined) return undefined;
  return {
    event: kept.payload,
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
): Promise<string> {
  if (host === undefined) return 'no such host';
  const error = await connect(host, clock, LIMIT_MS);
  if (error !== undefined) return error;
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
  if (reply.kind === 'error') return reply.error;
  return describeAnswer(reply.response.status, reply.response.body.toString('utf8'), staticNcco);
}

/** The object that a URL of the static tier names. */
function staticTextOf({ static: { buckets } }: Deployment, url: string): string {
  const key = new URL(url).pathname.slice(1);
  const object = buckets.flatMap(({ objects }) => objects).find((each) => each.key === key);
  return object === undefined ? '' : Buffer.from(object.bodyBase64, 'base64').toString('utf8');
}
