import type { Io } from '../kit/io.ts';
import { lookUntil } from '../kit/look-until.ts';
import { replyTo } from './call-script.ts';
import type { CallPlan } from './call-script.ts';
import type { Endpoints } from './endpoints.ts';
import { ANSWERS, LAST } from './experiments.ts';
import type { Experiment } from './experiments.ts';
import { BURST, MOST_CALLS, planCalls, webhooksOf } from './plan-calls.ts';
import type { Addresses, PlannedCall, Setting } from './plan-calls.ts';
import type { Placed } from './place-call.ts';
import type { Seen } from './seen.ts';
import type { VoiceCapability } from '../../contracts/voice-capability.ts';

/** One call, and all that its webhooks were asked. */
export interface CallSeen {
  readonly plan: PlannedCall;
  readonly requests: readonly Seen[];
}

export interface Observations {
  readonly calls: readonly CallSeen[];
  /** How many calls of the burst the platform took, and how many it put off (429). */
  readonly burst: { readonly taken: number; readonly putOff: number } | undefined;
  /** Nothing is between the platform and the endpoints: its connections are seen as they are. */
  readonly isDirect: boolean;
}

export interface Running {
  readonly endpoints: Endpoints;
  readonly addresses: Addresses;
  readonly isDirect: boolean;
  readonly set: (voice: VoiceCapability) => Promise<void>;
  readonly place: () => Promise<Placed>;
  readonly io: Pick<Io, 'pause' | 'signal' | 'stderr'>;
  /** Each call is put here when it is over: what was paid for is not lost with a run that is cut short. */
  readonly calls: CallSeen[];
  /** A call is over when its last event has come, and nothing since for so long. */
  readonly quietMs: number;
  /** The platform ends a call after so long. */
  readonly longestMs: number;
}

const LOOK_EVERY_MS = 20;
/** Calls a second are limited: what is put off is placed a second later. */
const A_SECOND_MS = 1_000;
const TRIES = 5;

/**
 * Places the planned calls one after the other, and the burst at the end. What a call did not come to is tried again in another
 * one, as long as there are calls left. @throws where a call cannot be placed, or the run is interrupted
 */
export async function runCalls(running: Running): Promise<Observations> {
  const { addresses, set, io, calls } = running;
  const planned = [...planCalls(addresses)];
  const earlier = new Set<unknown>();
  let setting: Setting | undefined;
  let left: readonly Experiment[] = [];
  for (let next = planned.shift(); next !== undefined; next = planned.shift()) {
    if (next.setting !== setting) {
      await set(webhooksOf(next.setting, addresses));
      setting = next.setting;
    }
    io.stderr(`Call ${String(calls.length + 1)}: the answer URL ${ofAnswer(next)}.`);
    const call = await runCall(running, next, earlier);
    calls.push(call);
    const missed = missedIn(call);
    left = [...left, ...missed];
    const spare = MOST_CALLS - BURST - calls.length - planned.length;
    const [ok] = ANSWERS;
    if (
      next.setting === 'post' &&
      planned[0]?.setting !== 'post' &&
      left.length > 0 &&
      spare > 0 &&
      ok !== undefined
    ) {
      planned.unshift({ name: 'again', setting: 'post', answer: ok, events: left });
      left = [];
    }
  }
  return { calls, burst: await runBurst(running, earlier), isDirect: running.isDirect };
}

const ofAnswer = ({ setting, answer }: PlannedCall): string =>
  setting === 'refused'
    ? 'refuses connections'
    : setting === 'black-hole'
      ? 'drops every packet'
      : `${answer.says}${setting === 'get' ? ', by GET' : ''}`;

/** Planned, and never asked: but for the one with which the call has ended. */
function missedIn({ plan: { events }, requests }: CallSeen): readonly Experiment[] {
  const wasAsked = ({ name }: Experiment): boolean => requests.some(({ path }) => path === `/step/${name}`);
  return wasAsked(LAST) ? [] : events.filter((event) => !wasAsked(event));
}

/**
 * What belongs to one call: an earlier one's events may be tried again while this one runs. They are answered, and left out.
 * @param earlier ids of earlier calls
 */
function answerOwn(
  { endpoints, addresses }: Running,
  plan: CallPlan,
  earlier: ReadonlySet<unknown>,
): () => readonly Seen[] {
  const isOwn = (seen: Seen): boolean => !idsOf(seen).some((id) => earlier.has(id));
  const reply = replyTo(plan, addresses.base);
  endpoints.take();
  endpoints.answer((request) => (isOwn(request) ? reply(request) : { does: 'answers', status: 200 }));
  return () => endpoints.seen().filter(isOwn);
}

/** Of the leg, and of the conversation: not each request has both. */
const idsOf = ({ fields }: Seen): readonly string[] =>
  [fields['uuid'], fields['conversation_uuid']].filter((id) => typeof id === 'string');

async function runCall(running: Running, plan: PlannedCall, earlier: Set<unknown>): Promise<CallSeen> {
  const { place, io } = running;
  const own = answerOwn(running, plan, earlier);
  const { error } = await lookUntil(place, ({ kind }) => kind === 'placed', {
    times: TRIES,
    everyMs: A_SECOND_MS,
    pause: (ms) => io.pause(ms, io.signal),
  });
  if (error !== undefined) throw error;
  await untilQuiet(running, own, 1);
  const requests = own();
  for (const id of requests.flatMap(idsOf)) earlier.add(id);
  return { plan, requests };
}

async function runBurst(running: Running, earlier: ReadonlySet<unknown>): Promise<Observations['burst']> {
  const { place, io } = running;
  const [ok] = ANSWERS;
  if (ok === undefined) return undefined;
  io.stderr(`${String(BURST)} calls at once.`);
  // Whatever was placed before is a second ago.
  await io.pause(A_SECOND_MS, io.signal);
  const own = answerOwn(running, { name: 'burst', answer: ok, events: [] }, earlier);
  const placed = await Promise.all(Array.from({ length: BURST }, () => place()));
  const taken = placed.filter(({ kind }) => kind === 'placed').length;
  await untilQuiet(running, own, taken);
  return { taken, putOff: placed.length - taken };
}

/** Waits for the last event of so many calls. */
async function untilQuiet(
  { io, quietMs, longestMs }: Running,
  own: () => readonly Seen[],
  count: number,
): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    await io.pause(LOOK_EVERY_MS, io.signal);
    const now = performance.now();
    const seen = own();
    const over = seen.filter(({ path, fields }) => path === '/event' && fields['status'] === 'completed');
    const ended = new Set(over.map(({ fields }) => fields['uuid'])).size;
    const lastMs = Math.max(startMs, ...seen.map(({ atMs, endedMs = now }) => Math.max(atMs, endedMs)));
    if (ended >= count && now - lastMs >= quietMs) return;
    if (now - startMs > longestMs) return;
  }
}
