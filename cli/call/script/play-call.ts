import { silencesOf } from '../../../contracts/call-history/silences.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { LocalSystem } from '../../local/local-system.ts';
import type { BusyMachine } from '../busy-machine.ts';
import type { Line } from '../line.ts';
import type { PartFault } from '../parts.ts';
import type { Phone } from '../phone.ts';
import { Transcript } from '../transcript.ts';
import type { TranscriptLine } from '../transcript.ts';
import { isExcused } from './is-excused.ts';
import { StepFailure, StepPlayer } from './play-steps.ts';
import type { ScriptedCall } from './read-script.ts';
import { OPENING } from './steps.ts';

/** `unknown`: it failed while this machine was too busy to tell. */
export type Verdict = 'pass' | 'fail' | 'unknown';

export interface CallResult {
  readonly name: string;
  readonly verdict: Verdict;
  /** Why not: the line in the script, expected and found. */
  readonly problem?: { readonly line: number; readonly text: string };
  readonly longestSilenceMs: number;
  readonly tookMs: number;
  readonly transcript: readonly TranscriptLine[];
}

/** Events of a call that has ended are still sent for as long as a hanging region lets Vonage wait. */
const LAST_EVENTS_MS = 1_000;

/** Places the call and plays its steps; afterwards everything that it has broken is restored. */
export async function playCall(
  { steps, name }: ScriptedCall,
  {
    phone,
    system,
    machine,
    from,
    to,
    broken,
    signal,
    onTrouble,
  }: {
    readonly phone: Phone;
    readonly system: LocalSystem;
    readonly machine: BusyMachine;
    /** Where the script names none. */
    readonly from: string;
    readonly to: string | undefined;
    /** Broken from the beginning. */
    readonly broken: readonly PartFault[];
    readonly signal: AbortSignal;
    /** Gives what goes wrong in the call flow to this call from now on. */
    readonly onTrouble: (take: (text: string) => void) => void;
  },
): Promise<CallResult> {
  const startMs = performance.now();
  const begin = steps.findIndex(({ step }) => !OPENING.includes(step.kind));
  const opening = begin === -1 ? steps : steps.slice(0, begin);
  const numberOf = (kind: 'from' | 'to'): string | undefined =>
    opening.flatMap(({ step }) => (step.kind === kind ? [step.number] : [])).at(-1);
  const transcript = new Transcript(system);
  const { line, dial } = phone.pickUp(
    { from: numberOf('from') ?? from, to: numberOf('to') ?? to },
    (record) => transcript.add(record),
  );
  onTrouble((text) => transcript.say(text, 'trouble'));
  const hangUp = (): void => line.hangUp();
  signal.addEventListener('abort', hangUp, { once: true });
  const player = new StepPlayer({ line, phone, system, transcript });
  let failure: StepFailure | undefined;
  let over: Promise<void> | undefined;
  try {
    for (const fault of broken) {
      player.broken.add(fault.part);
      await phone.breaker.break(fault);
    }
    for (const placed of opening) await player.play(placed).catch(blame(placed.line));
    over = dial();
    for (const placed of steps.slice(opening.length)) {
      await player.play(placed).catch(blame(placed.line));
      player.checkSilences();
    }
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    failure = error;
  } finally {
    if (over !== undefined) await hangUpAtLast(line, over);
    await phone.breaker.restore();
    phone.peopleBehave('answers');
    signal.removeEventListener('abort', hangUp);
  }
  signal.throwIfAborted();
  failure ??= silenceFailure(player);
  const lengths = silencesOf(line.records, true).map(({ fromMs, toMs }) => toMs - fromMs);
  return {
    name,
    verdict:
      failure === undefined
        ? 'pass'
        : isExcused(failure, line.records, { machine, system, broken: player.broken })
          ? 'unknown'
          : 'fail',
    ...(failure && { problem: { line: failure.line, text: failure.message } }),
    longestSilenceMs: Math.max(0, ...lengths),
    tookMs: performance.now() - startMs,
    transcript: transcript.lines,
  };
}

/** What the local system objects to is a failure of the step. */
const blame =
  (line: number) =>
  (error: unknown): never => {
    throw error instanceof CommandError ? new StepFailure(line, error.message) : error;
  };

async function hangUpAtLast(line: Line, over: Promise<void>): Promise<void> {
  line.hangUp();
  let timer: NodeJS.Timeout | undefined;
  const longEnough = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_EVENTS_MS)));
  await Promise.race([over, longEnough]);
  clearTimeout(timer);
}

function silenceFailure(player: StepPlayer): StepFailure | undefined {
  try {
    player.checkSilences();
    return undefined;
  } catch (error) {
    return error as StepFailure;
  }
}
