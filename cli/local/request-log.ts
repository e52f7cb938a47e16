import { stripVTControlCharacters, styleText } from 'node:util';
import { brokenInWords } from './local-system.ts';
import type { BrokenPart } from './local-system.ts';
import { printable, printableLines } from '../kit/printable.ts';
import type { EmulatorNote } from '../../contracts/history.ts';
import { stateInUrl } from '../../contracts/state-url.ts';
import type { Exchange, ObservedListener } from '../../emulator/exchange.ts';
import { answerInWords } from './answer-words.ts';
import type { Bundles } from './bundles.ts';
import { messageOf, readFunctionLine } from './function-line.ts';
import type { FunctionLine } from './function-line.ts';
import { mapStack } from './map-stack.ts';
import { troubleOf } from './trouble.ts';
import type { Trouble } from './trouble.ts';

/** A function writes its line before it answers, but on another way: it may come a little later. */
const LINE_LIMIT_MS = 250;
const MOST_KEPT = 200;
const MOST_CHARACTERS = 500;
const SHOWN_OF_STATE = 8;
/** Notes that say why a function gave no answer. */
const WHY_NO_ANSWER = ['TimeoutInMillis', 'Handler', 'Timeout', 'ReservedConcurrentExecutions', 'SourceArn'];

/** A line of a stack that is in Node or in the emulator. */
const FOREIGN_FRAME = /^\s+at .*(?:node:internal|environment-host\.mjs)/;

const LISTENER_NAMES: Readonly<Record<ObservedListener, string>> = {
  primary: 'primary',
  secondary: 'secondary',
  'primary distribution': 'CloudFront primary',
  'secondary distribution': 'CloudFront secondary',
  static: 'static',
};
const WIDEST_NAME = Math.max(...Object.values(LISTENER_NAMES).map(({ length }) => length));
const WIDEST_PATH = 'POST /live/fallback'.length;

export interface RequestLogOptions {
  readonly bundles: Bundles;
  readonly broken: () => readonly BrokenPart[];
  /** Stack of a region, which its notes are about. */
  readonly stackOf: (listener: ObservedListener) => string | undefined;
  /** One or more lines, without the last line break, as they are: with colours, and nothing else that a terminal obeys. */
  readonly print: (text: string) => void;
  readonly colors: boolean;
}

/** One line a request, and more of them where the user's own code failed. */
export class RequestLog {
  readonly #options: RequestLogOptions;
  readonly #lines = new Map<string, FunctionLine>();
  readonly #waiting = new Map<string, (line: FunctionLine) => void>();
  readonly #notes: EmulatorNote[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(options: RequestLogOptions) {
    this.#options = options;
  }

  /** `<function>: <what it wrote>`. */
  functionOutput(output: string): void {
    const at = output.indexOf(': ');
    const text = output.slice(at + 2);
    const line = readFunctionLine(text);
    if (line?.requestId !== undefined) return this.#keep(line.requestId, line);
    const { isLogLine, message } = messageOf(text);
    if ((isLogLine && message === undefined) || FOREIGN_FRAME.test(text)) return;
    this.#inTurn(async () => {
      const mapped = await mapStack((message ?? text).slice(0, MOST_CHARACTERS), this.#options.bundles);
      this.#options.print(
        `${functionInWords(output.slice(0, at))} | ${printable(stripVTControlCharacters(mapped.text))}`,
      );
    });
  }

  /** A line of the user's application. */
  applicationOutput(line: string): void {
    this.#inTurn(() => {
      this.#options.print(`application | ${printable(stripVTControlCharacters(line))}`);
      return Promise.resolve();
    });
  }

  note(note: EmulatorNote): void {
    this.#notes.push(note);
    if (this.#notes.length > MOST_KEPT) this.#notes.shift();
  }

  exchange(exchange: Exchange): void {
    const line = this.#lineOf(exchange);
    this.#inTurn(async () => {
      const found = await line;
      const trouble = await troubleOf(exchange, found, {
        bundles: this.#options.bundles,
        notes: this.#notesOf(exchange),
      });
      this.#options.print(this.#render(exchange, found, trouble));
    });
  }

  /** Something that happened to the local system itself. */
  say(text: string): void {
    this.#inTurn(() => {
      this.#options.print(this.#styled('yellow', `${clockMs(Date.now())}  ${printableLines(text)}`));
      return Promise.resolve();
    });
  }

  /** Everything that was reported until now has been printed. */
  settled(): Promise<void> {
    return this.#last;
  }

  #inTurn(work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#options.print(printableLines(`A request could not be shown: ${String(error)}`));
    });
  }

  #keep(requestId: string, line: FunctionLine): void {
    const take = this.#waiting.get(requestId);
    if (take !== undefined) return take(line);
    this.#lines.set(requestId, line);
    if (this.#lines.size <= MOST_KEPT) return;
    const [oldest = ''] = this.#lines.keys();
    this.#lines.delete(oldest);
  }

  #lineOf({ listener, headers, status }: Exchange): Promise<FunctionLine | undefined> {
    const requestId = headers['x-amzn-requestid'];
    const isRegion = listener === 'primary' || listener === 'secondary';
    // Its own answers name their error type; no function was asked.
    if (!isRegion || requestId === undefined || headers['x-amzn-errortype'] !== undefined)
      return Promise.resolve(undefined);
    const known = this.#lines.get(requestId);
    this.#lines.delete(requestId);
    if (known !== undefined || status === undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      const timer = setTimeout(() => take(undefined), LINE_LIMIT_MS);
      const take = (line: FunctionLine | undefined): void => {
        clearTimeout(timer);
        this.#waiting.delete(requestId);
        resolve(line);
      };
      this.#waiting.set(requestId, take);
    });
  }

  #notesOf({ listener, atMs, durationMs }: Exchange): readonly string[] {
    const stack = this.#options.stackOf(listener);
    if (stack === undefined) return [];
    const texts = this.#notes
      .filter((note) => note.resource.startsWith(`${stack} /`) && WHY_NO_ANSWER.includes(note.setting))
      .filter((note) => note.atMs >= atMs - 1 && note.atMs <= atMs + durationMs + LINE_LIMIT_MS)
      .map(({ text }) => text);
    return [...new Set(texts)];
  }

  #render(exchange: Exchange, line: FunctionLine | undefined, trouble: Trouble | undefined): string {
    const { listener, atMs, durationMs, method, url, status } = exchange;
    const request = `${method} ${shownPath(url)}`;
    const conversation = line?.conversation === undefined ? '' : `…${line.conversation.slice(-8)}  `;
    const reason = line?.platformSays === undefined ? '' : `after "${line.platformSays}": `;
    const text = [
      clockMs(performance.timeOrigin + atMs),
      LISTENER_NAMES[listener].padEnd(WIDEST_NAME),
      request.padEnd(WIDEST_PATH),
      String(status ?? '---'),
      `${String(Math.round(durationMs)).padStart(4)} ms${line?.isCold === true ? ' (cold)' : ''}`,
      `${conversation}${reason}${answerInWords(exchange, line)}`,
    ].join('  ');
    const broken = this.#options.broken();
    const suffix =
      broken.length === 0
        ? ''
        : this.#styled('yellow', `  [broken: ${broken.map(brokenInWords).join('; ')}]`);
    const isFine = status !== undefined && status < 400;
    const shown = printable(text);
    const first = `${trouble === undefined && !isFine ? this.#styled('yellow', shown) : shown}${suffix}`;
    if (trouble === undefined) return first;
    return [
      first,
      this.#styled('red', `    !! ${printable(trouble.headline)}`),
      ...trouble.details.map((each) => `       ${printable(each)}`),
    ].join('\n');
  }

  #styled(style: 'red' | 'yellow', text: string): string {
    return this.#options.colors ? styleText(style, text, { validateStream: false }) : text;
  }
}

/** `eu-central-1 AnswerFunction`, without what makes the name unlike any other. */
function functionInWords(name: string): string {
  const [, region, id] = /([a-z]{2}-[a-z]+-\d)-(\w+?Function)/.exec(name) ?? [];
  return region === undefined || id === undefined ? name : `${region} ${id}`;
}

/** Of a query only what tells where a call is: a GET's holds the whole call. Of a state, which is long, its end. */
export function shownPath(url: string): string {
  const [path = '', query = ''] = url.split('?');
  const rung = new URLSearchParams(query).get('rung');
  const state = stateInUrl(path) ?? '';
  const shown =
    state.length > SHOWN_OF_STATE ? path.replace(state, () => `…${state.slice(-SHOWN_OF_STATE)}`) : path;
  return rung === null ? shown : `${shown}?rung=${rung}`;
}

/** `12:30:01.123`, in this machine's time zone. */
function clockMs(ms: number): string {
  const at = new Date(ms);
  const time = at.toLocaleTimeString('en-GB', { hour12: false });
  return `${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
