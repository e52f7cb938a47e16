import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { styleText } from 'node:util';
import { isForPeople } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import { printableLines } from '../../kit/printable.ts';
import { brokenInWords, localStatus } from '../../local/local-system.ts';
import type { Profile } from '../../../simulator/profile.ts';
import type { ListensFor } from '../../../simulator/simulator.ts';
import type { Line } from '../line.ts';
import type { PartFault } from '../parts.ts';
import { createPhone } from '../phone.ts';
import type { Numbers, Phone } from '../phone.ts';
import type { PhoneSystem } from '../own-system.ts';
import { answerInWords } from '../script/play-steps.ts';
import { lineInWords } from '../script/print-results.ts';
import { summaryInWords } from '../summary.ts';
import type { SilenceLimit } from '../silence-limits.ts';
import { Transcript, duration } from '../transcript.ts';
import type { TranscriptLine } from '../transcript.ts';
import { HELP, readTyped } from './read-typed.ts';

export interface TypedOptions extends Numbers {
  readonly profile: Profile;
  /** The user's own one, on this machine. */
  readonly bot: URL | undefined;
  readonly broken: readonly PartFault[];
  readonly person: Parameters<Phone['peopleBehave']>[0];
}

/** The last events of a call that has ended are shown for so long: where a region hangs, Vonage goes on for longer. */
const LAST_EVENTS_MS = 1_000;

/** One call, with a person at the keyboard or a pipe. Resolves when it is over. */
export async function runTyped(
  { system }: PhoneSystem,
  options: TypedOptions,
  io: Pick<Io, 'stdout' | 'stderr' | 'terminal' | 'env' | 'signal'>,
  {
    input,
    onTrouble,
  }: { readonly input: Readable; readonly onTrouble: (take: (text: string) => void) => void },
): Promise<void> {
  const print = printer(io);
  const phone = await createPhone(system, options.profile, options.bot);
  const transcript = new Transcript(system, print);
  onTrouble((text) => transcript.say(text, 'trouble'));
  phone.peopleBehave(options.person);
  const { line, dial } = phone.pickUp(options, (record) => transcript.add(record));
  const hangUp = (): void => line.hangUp();
  const limits: SilenceLimit[] = [];
  let closeTyped = (): void => undefined;
  io.signal.addEventListener('abort', hangUp, { once: true });
  try {
    for (const fault of options.broken) await phone.breaker.break(fault);
    for (const part of (await localStatus(system)).broken)
      transcript.say(`broken: ${brokenInWords(part)}`, 'trouble');
    io.stdout('Type keys, "words", h to hang up, ? for help.');
    // Lines that wait in a pipe come as soon as it is made.
    const typed = createInterface({ input });
    closeTyped = () => typed.close();
    listen(line, { typed, phone, transcript, limits, print: io.stdout });
    const ended = Promise.withResolvers<undefined>();
    line.onChange(() => line.turn.kind === 'ended' && ended.resolve(undefined));
    const over = dial();
    await Promise.race([ended.promise, over]);
    await Promise.race([over, pause(LAST_EVENTS_MS)]);
  } finally {
    io.signal.removeEventListener('abort', hangUp);
    closeTyped();
    await phone.stop();
  }
  io.signal.throwIfAborted();
  io.stdout(summaryInWords(line.records, system, limits).join('\n'));
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

function printer({
  stdout,
  terminal,
  env,
}: Pick<Io, 'stdout' | 'terminal' | 'env'>): (line: TranscriptLine) => void {
  const styles = { heard: 'bold', webhook: 'dim', trouble: 'yellow', note: 'reset' } as const;
  const isColored = terminal.isTTY === true && env['NO_COLOR'] === undefined;
  return (line) => {
    const text = printableLines(lineInWords(line));
    if (isColored) terminal.write(`${styleText(styles[line.kind], text, { validateStream: false })}\n`);
    else stdout(text);
  };
}

interface Listening {
  readonly typed: ReturnType<typeof createInterface>;
  readonly phone: Phone;
  readonly transcript: Transcript;
  /** What is typed of them is added. */
  readonly limits: SilenceLimit[];
  readonly print: (text: string) => void;
}

/** Says whose turn it is, and does what is typed, line by line. */
function listen(line: Line, { typed, phone, transcript, limits, print }: Listening): void {
  let said: Line['turn'] | undefined;
  let isOver = false;
  line.onChange(() => {
    const { turn } = line;
    if (turn === said) return;
    said = turn;
    if (turn.kind === 'asked') transcript.say(`is asked for ${listensInWords(turn.asked.listensFor)}`);
    if (turn.kind === 'recorded') transcript.say('is recorded: a message in quotes, or Enter');
    // The input has ended.
    if (isOver && turn.kind !== 'theirs') line.hangUp();
  });
  let last: Promise<void> = Promise.resolve();
  typed.on('line', (text) => {
    last = last
      .then(() => obey(text))
      .catch((error: unknown) => {
        if (!isForPeople(error)) throw error;
        print(error.message);
      });
  });
  typed.on('close', () => {
    void last.then(() => {
      isOver = true;
      if (line.turn.kind !== 'theirs') line.hangUp();
    });
  });
  const obey = async (text: string): Promise<void> => {
    const order = readTyped(text);
    switch (order.kind) {
      case 'answer':
        return answer(line, order, transcript);
      case 'hang up':
        transcript.say('hangs up');
        return line.hangUp();
      case 'help':
        return print(HELP);
      case 'break':
        await phone.breaker.break(order.fault);
        return transcript.say(`${order.fault.part} is broken (${order.fault.how})`);
      case 'restore':
        await phone.breaker.restore(order.part);
        return transcript.say(`${order.part ?? 'everything that this phone had broken'} is restored`);
      case 'within':
        limits.push({ fromMs: performance.now(), limitMs: order.limitMs });
        return transcript.say(`no silence from here on may be longer than ${duration(order.limitMs)}`);
      case 'person':
        return phone.peopleBehave(order.behavior);
    }
  };
}

function answer(
  line: Line,
  { answer: given, words }: Extract<ReturnType<typeof readTyped>, { kind: 'answer' }>,
  transcript: Transcript,
): void {
  const what = answerInWords(given);
  if (line.turn.kind === 'recorded') {
    transcript.say(`${what}: the message`);
    return line.leaveMessage();
  }
  // Enter means something only where somebody waits.
  if (line.turn.kind !== 'asked' && given.keys === undefined && words === undefined) return;
  const early = line.turn.kind === 'asked' || line.isListenedTo ? '' : ' (kept for the next question)';
  transcript.say(`${what}${early}`);
  line.answer(given);
}

function listensInWords({ keys, speech }: ListensFor): string {
  const most =
    keys === undefined
      ? ''
      : keys.most === 1
        ? 'a key'
        : `up to ${String(keys.most)} keys${keys.endsWithHash ? ', then #' : ''}`;
  return [most, speech ? 'words in quotes' : ''].filter((each) => each !== '').join(', or ');
}
