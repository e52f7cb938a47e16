import { originOf, tierOf } from '../../../contracts/call-history/served-by.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import type { CallerAnswer } from '../../../simulator/simulator.ts';
import { callerKey } from '../../kit/flag-values.ts';
import type { LocalSystem } from '../../local/local-system.ts';
import type { Line } from '../line.ts';
import type { Phone } from '../phone.ts';
import { tooLong, tooLongInWords } from '../silence-limits.ts';
import type { SilenceLimit } from '../silence-limits.ts';
import { endInWords, heardInWords } from '../transcript.ts';
import type { Transcript } from '../transcript.ts';
import type { PlacedStep } from './read-script.ts';
import { waitFor } from './wait-for.ts';

/** A step that did not hold. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly line: number;
  /** The silence that was too long, and by how much. */
  readonly silence: { readonly fromMs: number; readonly toMs: number; readonly excessMs: number } | undefined;

  constructor(line: number, message: string, silence?: StepFailure['silence']) {
    super(message);
    this.line = line;
    this.silence = silence;
  }
}

interface Limit extends SilenceLimit {
  readonly line: number;
}

export interface CallUnderTest {
  readonly line: Line;
  readonly phone: Phone;
  readonly system: LocalSystem;
  readonly transcript: Transcript;
}

/** Plays the steps of one call, in their order. */
export class StepPlayer {
  readonly #call: CallUnderTest;
  readonly #limits: Limit[] = [];
  /** What comes from here on has not been looked at. */
  #next = 0;
  /** Parts that were broken at any time. */
  readonly broken = new Set<string>();
  /** The caller's last answer, or the break of a bot: an NCCO follows it. */
  #ledOn = 0;

  constructor(call: CallUnderTest) {
    this.#call = call;
  }

  /** @throws StepFailure; CommandError for a part that cannot be broken */
  async play(placed: PlacedStep): Promise<void> {
    const { line, transcript, phone } = this.#call;
    const { step } = placed;
    switch (step.kind) {
      case 'hear':
        return this.#find(
          placed,
          ({ type }) => type === 'heard',
          (record) => record.type === 'heard' && !TALKS.includes(record.what) && step.matches(record.content),
        );
      case 'ring':
        return this.#find(
          placed,
          isHeardOrRung,
          (record) => record.type === 'leg' && record.state === 'started' && callerKey(record.to) === step.to,
        );
      case 'talk to':
        return this.#find(
          placed,
          isHeardOrRung,
          (record) =>
            record.type === 'heard' &&
            (step.to === 'bot'
              ? record.what === 'bot'
              : record.what === 'person' && callerKey(record.content) === step.to),
        );
      case 'press':
      case 'say': {
        const isReached = await waitFor(
          line,
          ({ kind }) =>
            kind === 'asked' || (step.answer.keys !== undefined && line.isListenedTo) || undefined,
        );
        if (isReached !== true)
          this.#refuse(placed, `${placed.text}: expected a question, found ${this.#turnInWords()}`);
        this.#leadOn(answerInWords(step.answer));
        return line.answer(step.answer);
      }
      case 'record': {
        const isRecorded = await waitFor(line, ({ kind }) => kind === 'recorded' || undefined);
        if (isRecorded !== true)
          this.#refuse(placed, `expected that a message is recorded, found ${this.#turnInWords()}`);
        this.#leadOn(`says "${step.message}"`);
        return line.leaveMessage();
      }
      case 'served by':
        return this.#servedBy(placed, step.tier);
      case 'within':
        this.#limits.push({ fromMs: performance.now(), limitMs: step.limitMs, line: placed.line });
        return;
      case 'ended by': {
        const ended = await waitFor(line, () => line.records.find((record) => record.type === 'call-ended'));
        if (ended?.by !== step.by)
          this.#refuse(
            placed,
            `${placed.text}: expected the end of the call, found ${ended === undefined ? this.#turnInWords() : endInWords(ended)}`,
          );
        return;
      }
      case 'hang up':
        transcript.say('hangs up');
        line.hangUp();
        return void (await waitFor(line, () => undefined));
      case 'break':
        transcript.say(`breaks ${step.fault.part} (${step.fault.how})`);
        this.broken.add(step.fault.part);
        if (step.fault.part.endsWith('bot')) this.#ledOn = line.records.length;
        return phone.breaker.break(step.fault);
      case 'restore':
        transcript.say(`restores ${step.part ?? 'everything'}`);
        return phone.breaker.restore(step.part);
      case 'person':
        return phone.peopleBehave(step.behavior);
      case 'from':
      case 'to':
        return;
    }
  }

  /** @throws StepFailure for a silence that was longer than its limit */
  checkSilences(): void {
    const silence = tooLong(this.#call.line.records, this.#limits);
    if (silence === undefined) return;
    const { limit, fromMs, toMs } = silence;
    const excessMs = toMs - fromMs - limit.limitMs;
    throw new StepFailure(limit.line, tooLongInWords(silence), { fromMs, toMs, excessMs });
  }

  #leadOn(text: string): void {
    this.#call.transcript.say(text);
    this.#next = this.#ledOn = this.#call.line.records.length;
  }

  async #find(
    placed: PlacedStep,
    isShown: (record: HistoryRecord) => boolean,
    matches: (record: HistoryRecord) => boolean,
  ): Promise<void> {
    const { line } = this.#call;
    const at = await waitFor(line, () => {
      const found = line.records.findIndex((record, index) => index >= this.#next && matches(record));
      return found === -1 ? undefined : found;
    });
    if (at !== undefined) {
      this.#next = at + 1;
      return;
    }
    const isEarlier = line.records.slice(0, this.#next).some(matches);
    const instead = line.records.slice(this.#next).filter(isShown).flatMap(inWords);
    this.#refuse(
      placed,
      `expected "${placed.text}", found: ${[...instead, this.#turnInWords()].join('; ')}.${isEarlier ? ' It came before what the steps above have found: put it further up.' : ''}`,
    );
  }

  async #servedBy(placed: PlacedStep, tier: string): Promise<void> {
    const { line, system } = this.#call;
    const last = await waitFor(line, () =>
      line.records.findLast(
        (record, index) => record.type === 'ncco' && record.problems.length === 0 && index >= this.#ledOn,
      ),
    );
    const found =
      last?.type === 'ncco'
        ? tierOf(line.records, last.request, [originOf(system.regions.primary.answer)])
        : undefined;
    if (found !== tier) this.#refuse(placed, `expected "${placed.text}", found ${found ?? 'no NCCO'}`);
  }

  #refuse({ line }: PlacedStep, message: string): never {
    throw new StepFailure(line, message);
  }

  #turnInWords(): string {
    const { turn, records } = this.#call.line;
    switch (turn.kind) {
      case 'asked':
        return 'a question that waits for the caller';
      case 'recorded':
        return 'a recording that waits for the caller';
      case 'talks':
        return `that the caller talks to a ${turn.to}`;
      case 'theirs':
        return 'silence';
      case 'ended': {
        const ended = records.find((record) => record.type === 'call-ended');
        return `the end of the call${ended === undefined ? '' : ` (${endInWords(ended)})`}`;
      }
    }
  }
}

/** `presses 1`, `says "support"`. */
export function answerInWords({ keys, says }: CallerAnswer): string {
  if (keys !== undefined) return `presses ${keys}`;
  return says === undefined ? 'says nothing' : `says "${says.text}"`;
}

const TALKS: readonly string[] = ['bot', 'person', 'ringing'];

const isHeardOrRung = ({ type }: HistoryRecord): boolean => type === 'heard' || type === 'leg';

function inWords(record: HistoryRecord): readonly string[] {
  if (record.type === 'heard') return [heardInWords(record).replace(/ {2,}/, ' ')];
  return record.type === 'leg' && record.state === 'started' ? [`rings ${record.to}`] : [];
}
