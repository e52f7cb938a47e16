import { within } from '../../contracts/clock.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { CallerClock } from './caller-clock.ts';
import { EventQueue } from './event-queue.ts';
import { EventShuffle } from './event-shuffle.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { Context } from '../context.ts';
import type { CallPlan, Pace } from '../simulator.ts';
import type { Random } from '../../contracts/random.ts';

type Without<T> = T extends unknown ? Omit<T, 'atMs' | 'call'> : never;
type Ended = Extract<HistoryRecord, { type: 'call-ended' }>;

/** Behaviour that Vonage does not document, drawn once per call. */
interface Choices {
  readonly callerEventsHaveHeaders: boolean;
  readonly originalUrlKeepsQuery: boolean;
  readonly retryHasNewToken: boolean;
  readonly recordKeepsPrefix: boolean;
  readonly dashedLegIds: boolean;
}

const COMPRESSED: Pace = { secondMs: 1, callsPerSecond: null };

/** State of one call. The other modules of this folder run it. */
export class Call {
  readonly context: Context;
  readonly plan: CallPlan;
  readonly random: Random;
  /** Ids of tokens. A stream of their own, because the number of retries depends on timing. */
  readonly tokens: Random;
  readonly choices: Choices;
  /** The caller's, at the moment. */
  conversationUuid: string;
  readonly events: EventQueue | EventShuffle;
  readonly clock: CallerClock;
  readonly whenEnded: Promise<void>;
  /** `completed` events of a synchronous connect's legs, until the last attempt has ended (SUP 360057200092). */
  readonly heldBack: (() => void)[] = [];
  /** Run when the call ends, before its last events: recordings in the background. */
  readonly atEnd: (() => void)[] = [];
  /** Uuid of the caller's leg. */
  callerUuid = '';
  ended: Pick<Ended, 'by' | 'detail'> | undefined;
  /** An NCCO that REST control has given the caller, until it is played. */
  transferred: Ncco | undefined;
  /** Ends the leg that the caller is connected to. */
  hangUpConnected: () => void = () => undefined;
  /** Number of NCCOs that it has asked for. */
  asked = 0;
  /** Number of inputs that have listened. */
  questions = 0;
  #requests = 0;
  #resolveEnded: () => void = () => undefined;

  constructor(context: Context, plan: CallPlan) {
    this.context = context;
    this.plan = plan;
    this.random = context.options.randomOf(plan.call);
    this.tokens = context.options.randomOf(`${plan.call} tokens`);
    this.choices = {
      callerEventsHaveHeaders: this.random.pick([true, false]),
      originalUrlKeepsQuery: this.random.pick([true, false]),
      retryHasNewToken: this.random.pick([true, false]),
      recordKeepsPrefix: this.random.pick([true, false]),
      dashedLegIds: this.random.pick([true, false]),
    };
    this.conversationUuid = `CON-${this.random.uuid()}`;
    const { events, randomOf, profile } = context.options;
    this.events =
      events === 'twice-and-out-of-order'
        ? new EventShuffle(randomOf(`${plan.call} events`), context.clock)
        : new EventQueue(profile.eventQueueTimeoutMs, context.clock);
    this.whenEnded = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    const hangUp = (why: string): void => this.end('caller', why);
    this.clock = new CallerClock(plan, context.clock, hangUp);
    void plan.hangsUp?.then(() => hangUp('hung up'));
  }

  record(record: Without<HistoryRecord>): void {
    this.context.options.write({
      atMs: this.context.clock.monotonicMs(),
      call: this.plan.call,
      ...record,
    });
  }

  nextRequest(): string {
    this.#requests += 1;
    return `${this.plan.call}/${String(this.#requests)}`;
  }

  newLegUuid(): string {
    const uuid = this.random.uuid();
    return this.choices.dashedLegIds ? uuid : uuid.replaceAll('-', '');
  }

  /** The first reason counts. */
  end(by: Ended['by'], detail: string, more: Pick<Ended, 'loop'> = {}): void {
    if (this.ended) return;
    this.ended = { by, detail };
    this.clock.stop();
    this.record({ type: 'call-ended', by, detail, ...more });
    this.#resolveEnded();
  }

  /** The last attempt of a synchronous connect has ended. */
  release(): void {
    for (const report of this.heldBack.splice(0)) report();
  }

  /** At least 1 ms, so that a loop in a call flow never starves the others. Ends early when the call ends. */
  async sleep(ms: number): Promise<void> {
    await within(this.context.clock, Math.max(1, ms), this.whenEnded, undefined);
  }

  /** As of now. */
  get pace(): Pace {
    return this.context.options.pace?.() ?? COMPRESSED;
  }

  /** Seconds of speech, ringing or waiting, as long as the simulator's pace makes them. */
  media(seconds: number): Promise<void> {
    return this.sleep(seconds * this.pace.secondMs);
  }
}

/** Vonage's samples of record and input events show the conversation's id without `CON-`. */
export const conversationUuidInSamples = ({ conversationUuid, choices }: Call): string =>
  choices.recordKeepsPrefix ? conversationUuid : conversationUuid.replace(/^CON-/, '');
