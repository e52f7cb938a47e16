import { callFlow } from '../../fixtures/own/call-flow.ts';
import type { CallEvent, Fields } from '../../../contracts/call.ts';
import type { OutboundSettings } from '../../../contracts/function-settings.ts';
import { readRung, readWaits } from '../../../contracts/rung.ts';
import type { FlowContext } from '../../../functions/define-flow.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { startRun } from '../../../functions/flow/runs.ts';
import { rungRun } from '../../../functions/ladder/flow-run.ts';
import { nextStep } from '../../../functions/ladder/next-step.ts';
import type { Ncco, NccoAction } from '../../../ncco/ncco.ts';
import { OutboundRate } from '../../../simulator/legs/outbound-rate.ts';
import type { Refusal } from '../../../simulator/legs/refused-for-rate.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

/** What becomes of one caller of a crowd. */
export interface Reached {
  readonly who: 'bot' | 'person' | 'voicemail' | 'nobody';
  /** Seconds after everybody was dropped. */
  readonly afterSeconds: number;
  /** The longest time between two sounds, seconds. */
  readonly silentSeconds: number;
}

interface Crowd {
  readonly callers: number;
  readonly outbound: OutboundSettings;
  /** How Vonage refuses the leg of this caller. */
  readonly refusalOf: (caller: number) => Refusal;
  /** Seconds after the drop from which the bots answer; never if left out. */
  readonly botsFromSeconds?: number;
}

interface Caller {
  readonly index: number;
  ncco: Ncco;
  at: number;
  timeMs: number;
  soundAtMs: number;
  silentMs: number;
}

const CHARACTERS_PER_SECOND = 15;
const PERSON_TALKS_MS = 180_000;
const ROUTE = 'https://api.example.com/live/websocket-disconnected';

/**
 * Drops a crowd of callers in one millisecond, and plays what the ladder gives them in virtual time, with Vonage's rate and
 * the person's lines. Every leg counts; events take no time, so that nothing but the ladder spreads anybody.
 */
export function dropEverybody({
  callers,
  outbound,
  refusalOf,
  botsFromSeconds = Infinity,
}: Crowd): Reached[] {
  const context: FlowContext = {
    settings: { ...SETTINGS, outbound },
    urls: { websocketDisconnected: ROUTE, event: 'https://api.example.com/live/event' },
    atMs: 0,
  };
  const rate = new OutboundRate();
  const busyUntilMs: number[] = [];
  const reached = new Map<number, Reached>();

  const answer = (caller: Caller, status: string, leg: NccoAction): Ncco | undefined => {
    const [endpoint] = leg['endpoint'] as readonly [Fields];
    const query = new URL((leg['eventUrl'] as readonly [string])[0]).searchParams;
    const uuid = `00000000-0000-4000-8000-${String(caller.index).padStart(12, '0')}`;
    const event: CallEvent = {
      from: '447700900123',
      to: String(endpoint['uri'] ?? endpoint['number']),
      uuid,
      conversationUuid: `CON-${uuid}`,
      fields: {},
      status,
      headers: endpoint['headers'] as Fields | undefined,
    };
    const rungInUrl = readRung(query.get('rung') ?? undefined);
    const waitsInUrl = readWaits(query.get('waits') ?? undefined);
    const legEvent = { event, rungInUrl, waitsInUrl, asked: 'own-url' } as const;
    const step = nextStep(legEvent, context.settings, NOW_MS + caller.timeMs);
    if (step.rung === 'none') return undefined;
    const { flow, finish } = rungRun(step, event, callFlow.rungs, context, () => undefined);
    return finish(flow() as Ncco);
  };
  const heard = (caller: Caller): void => {
    caller.silentMs = Math.max(caller.silentMs, caller.timeMs - caller.soundAtMs);
    caller.soundAtMs = caller.timeMs;
  };
  const reach = (caller: Caller, who: Reached['who']): void => {
    heard(caller);
    const { timeMs, silentMs } = caller;
    reached.set(caller.index, { who, afterSeconds: timeMs / 1000, silentSeconds: silentMs / 1000 });
  };
  /** A leg: whether somebody was reached, or the status that it ended with; `error`: it has none. */
  const connect = (caller: Caller, leg: NccoAction): 'reached' | 'error' | 'failed' | 'rejected' | 'busy' => {
    if (!rate.admits(caller.timeMs, outbound.callsPerSecond, 1000)) return refusalOf(caller.index);
    const [endpoint] = leg['endpoint'] as readonly [Fields];
    if (endpoint['type'] === 'websocket')
      return caller.timeMs >= botsFromSeconds * 1000 ? 'reached' : 'failed';
    const inUse = busyUntilMs.filter((untilMs) => untilMs > caller.timeMs).length;
    if (inUse >= (outbound.personLines ?? Infinity)) return 'busy';
    busyUntilMs.push(caller.timeMs + PERSON_TALKS_MS);
    return 'reached';
  };
  const play = (caller: Caller): void => {
    const action = caller.ncco[caller.at];
    caller.at += 1;
    if (action === undefined) return reach(caller, 'nobody');
    if (action.action === 'record') return reach(caller, 'voicemail');
    if (action.action === 'talk') {
      heard(caller);
      caller.timeMs += (String(action['text']).length / CHARACTERS_PER_SECOND) * 1000;
      caller.soundAtMs = caller.timeMs;
    } else if (action.action === 'wait') {
      caller.timeMs += Number(action['timeout']) * 1000;
    } else {
      const end = connect(caller, action);
      const isBot = (action['endpoint'] as readonly [Fields])[0]['type'] === 'websocket';
      if (end === 'reached') return reach(caller, isBot ? 'bot' : 'person');
      const next = end === 'error' ? undefined : answer(caller, end, action);
      if (next !== undefined) [caller.ncco, caller.at] = [next, 0];
    }
  };

  const crowd = Array.from({ length: callers }, (_, index): Caller => {
    const caller = { index, ncco: [], at: 0, timeMs: 0, soundAtMs: 0, silentMs: 0 };
    const call = { from: '1', to: '2', uuid: 'u', conversationUuid: 'CON-first', fields: {} };
    const running = {
      flow: callFlow,
      context,
      secrets: [],
      reach: REACHES_NOTHING,
      onTailReplaced: () => undefined,
    };
    const first = startRun(call, running, NOW_MS);
    const bot = first.finish(first.flow() as Ncco).find(({ action }) => action === 'connect');
    return { ...caller, ncco: (bot && answer(caller, 'disconnected', bot)) ?? [] };
  });
  // In the order of their times, latest first.
  const waiting = [...crowd];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const caller = next;
    play(caller);
    if (reached.has(caller.index)) continue;
    const at = waiting.findLastIndex(({ timeMs }) => timeMs > caller.timeMs);
    waiting.splice(at + 1, 0, caller);
  }
  return crowd.flatMap(({ index }) => reached.get(index) ?? []);
}
