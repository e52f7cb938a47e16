import type { HistoryRecord } from '../../contracts/history.ts';
import type { Asked, CallerAnswer, CallPlan } from '../../simulator/simulator.ts';

/** Whose turn it is. */
export type Turn =
  /** Vonage's, or the call flow's. */
  | { readonly kind: 'theirs' }
  | { readonly kind: 'asked'; readonly asked: Asked }
  | { readonly kind: 'recorded' }
  /** With a bot, or with a person. */
  | { readonly kind: 'talks'; readonly to: 'bot' | 'person' }
  | { readonly kind: 'ended' };

const STAYS: readonly string[] = ['bot', 'person'];
const GONE: readonly string[] = ['disconnected', 'completed'];

/** The caller's end of one call: what has happened in it, and what the caller does. */
export class Line {
  readonly #records: HistoryRecord[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #keys = new Set<(key: string) => void>();
  readonly #early: CallerAnswer[] = [];
  readonly #hungUp = Promise.withResolvers<undefined>();
  #answer: ((answer: CallerAnswer) => void) | undefined;
  #speak: (() => void) | undefined;
  #turn: Turn = { kind: 'theirs' };

  /** Of the call's plan. */
  readonly plan: Pick<CallPlan, 'answers' | 'leavesMessage' | 'onKeys' | 'hangsUp'> = {
    answers: (asked) => this.#asked(asked),
    leavesMessage: () =>
      new Promise<void>((resolve) => {
        this.#speak = resolve;
        this.#change({ kind: 'recorded' });
      }),
    onKeys: (press) => {
      this.#keys.add(press);
      for (const { keys = '' } of this.#early.splice(0)) for (const key of keys) press(key);
      return () => void this.#keys.delete(press);
    },
    hangsUp: this.#hungUp.promise,
  };

  get records(): readonly HistoryRecord[] {
    return this.#records;
  }

  get turn(): Turn {
    return this.#turn;
  }

  /** Something has happened. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  add(record: HistoryRecord): void {
    this.#records.push(record);
    if (record.type === 'heard' && STAYS.includes(record.what))
      this.#turn = { kind: 'talks', to: record.what === 'bot' ? 'bot' : 'person' };
    else if (record.type === 'leg' && GONE.includes(record.state) && this.#turn.kind === 'talks')
      this.#turn = { kind: 'theirs' };
    else if (record.type === 'call-ended') this.#turn = { kind: 'ended' };
    this.#tell();
  }

  /** Keys go to who listens for each of them, such as a bot; what else the caller does to the question, or to the next one. */
  answer(answer: CallerAnswer): void {
    const reply = this.#answer;
    if (reply !== undefined) {
      this.#answer = undefined;
      this.#change({ kind: 'theirs' });
      reply(answer);
    } else if (this.#keys.size > 0) {
      for (const key of answer.keys ?? '') for (const press of this.#keys) press(key);
    } else this.#early.push(answer);
  }

  /** Whether keys reach somebody who listens for each of them. */
  get isListenedTo(): boolean {
    return this.#keys.size > 0;
  }

  /** What was done before a question asked for it. */
  get hasEarlyAnswers(): boolean {
    return this.#early.length > 0;
  }

  /** The caller has left the message that is recorded. */
  leaveMessage(): void {
    const speak = this.#speak;
    this.#speak = undefined;
    this.#change({ kind: 'theirs' });
    speak?.();
  }

  hangUp(): void {
    this.#hungUp.resolve(undefined);
  }

  #asked(asked: Asked): Promise<CallerAnswer> {
    const early = this.#early.shift();
    if (early !== undefined) return Promise.resolve(early);
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#change({ kind: 'asked', asked });
    });
  }

  #change(turn: Turn): void {
    if (this.#turn.kind !== 'ended') this.#turn = turn;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
