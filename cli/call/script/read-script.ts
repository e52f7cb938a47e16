import { dirname, join } from 'node:path';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { nearest } from '../../../contracts/nearest.ts';
import { CommandError } from '../../kit/command-error.ts';
import { readTextFile } from '../../kit/read-text-file.ts';
import { OPENING, readStep } from './steps.ts';
import type { Step } from './steps.ts';

export interface Script {
  readonly file: string;
  /** The call flow's file; undefined: the one that runs. */
  readonly flow: string | undefined;
  readonly calls: readonly ScriptedCall[];
}

export interface ScriptedCall {
  readonly name: string;
  /** In the file, from 1. */
  readonly line: number;
  readonly steps: readonly PlacedStep[];
}

/** A step and where it stands. */
export interface PlacedStep {
  readonly line: number;
  /** As it is written: `press: 1`. */
  readonly text: string;
  readonly step: Step;
}

const KEYS = ['flow', 'calls'];

/** @throws CommandError: each problem with its line, expected, found */
export async function readScript(file: string): Promise<Script> {
  const text = await readTextFile(file, 'a script (docs/call.md)', 'Name another file after --script.');
  return parseScript(text, file);
}

/** @throws CommandError */
export function parseScript(text: string, file: string): Script {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const reader = new Reader(lines);
  const script = reader.read(document);
  if (reader.problems.length === 0)
    return {
      file,
      flow: script.flow === undefined ? undefined : join(dirname(file), script.flow),
      calls: script.calls,
    };
  throw new CommandError(
    [
      ...reader.problems.map(({ line, problem }) => `${file}:${String(line)}: ${problem}`),
      'docs/call.md has an example.',
    ].join('\n'),
  );
}

interface Problem {
  readonly line: number;
  readonly problem: string;
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  read(document: Document.Parsed): Pick<Script, 'flow' | 'calls'> {
    for (const { pos, message } of document.errors)
      this.#refuse(
        this.#lineAt(pos[0]),
        `expected YAML, found: ${(message.split('\n')[0] ?? '').replace(/:?$/, '.')} Texts with : # * or & stand in quotes.`,
      );
    const nothing = { flow: undefined, calls: [] };
    if (this.problems.length > 0) return nothing;
    const { contents } = document;
    if (!isMap(contents)) {
      this.#refuse(1, `expected "calls:" and below it calls by name, found ${describe(contents)}.`);
      return nothing;
    }
    const top = new Map(
      contents.items.map((pair) => [textOf(pair.key) ?? '', pair as Pair<Node, Node | null>]),
    );
    for (const [key, { key: node }] of top)
      if (!KEYS.includes(key)) {
        const close = nearest(key, KEYS);
        const hint = close === undefined ? ' Calls stand below "calls:".' : ` Did you mean ${close}?`;
        this.#refuse(this.#lineOf(node), `expected ${KEYS.join(' or ')}, found "${key}".${hint}`);
      }
    const flow = top.get('flow');
    const flowFile = textOf(flow?.value);
    if (flow !== undefined && !flowFile)
      this.#refuse(
        this.#lineOf(flow.key),
        `flow: expected the file of a call flow, found ${describe(flow.value)}.`,
      );
    return { flow: flowFile, calls: this.#calls(top.get('calls'), this.problems.length === 0) };
  }

  #calls(calls: Pair<Node, Node | null> | undefined, isExpected: boolean): readonly ScriptedCall[] {
    if (calls === undefined || !isMap(calls.value) || calls.value.items.length === 0) {
      if (isExpected || calls !== undefined)
        this.#refuse(
          calls === undefined ? 1 : this.#lineOf(calls.key),
          `expected "calls:" and below it calls by name, found ${calls === undefined ? 'none' : describe(calls.value)}.`,
        );
      return [];
    }
    return calls.value.items.map(({ key, value }) => {
      const line = this.#lineOf(key as Node);
      const name = textOf(key) ?? '';
      if (!isSeq(value) || value.items.length === 0) {
        this.#refuse(
          line,
          `${name}: expected a list of steps, each with "- " before it, found ${describe(value)}.`,
        );
        return { name, line, steps: [] };
      }
      return { name, line, steps: this.#inOrder(value.items.flatMap((item) => this.#step(item as Node))) };
    });
  }

  #step(item: Node | null): readonly PlacedStep[] {
    const line = this.#lineOf(item);
    const [pair, ...others] = isMap(item) ? item.items : [];
    if (others.length > 0) {
      const second = this.#lineOf(others[0]?.key as Node);
      this.#refuse(second, 'expected one step after each "- ", found a second one. Put "- " before it.');
      return [];
    }
    const word = pair === undefined ? textOf(item) : textOf(pair.key);
    const value = pair?.value as Node | null | undefined;
    if (word === undefined || (value !== undefined && value !== null && !isScalar(value))) {
      this.#refuse(
        line,
        `expected a step such as "- hear: Welcome", found ${describe(word === undefined ? item : value)}.`,
      );
      return [];
    }
    const text = pair === undefined ? undefined : (textOf(value) ?? '');
    try {
      const written = text === undefined ? word : `${word}: ${text}`;
      return [{ line, text: written, step: readStep(word, text) }];
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#refuse(line, error.message);
      return [];
    }
  }

  /** The numbers are dialled before anything else happens. */
  #inOrder(steps: readonly PlacedStep[]): readonly PlacedStep[] {
    const begun = steps.findIndex(({ step }) => !OPENING.includes(step.kind));
    for (const { line, step } of begun === -1 ? [] : steps.slice(begun))
      if (step.kind === 'from' || step.kind === 'to')
        this.#refuse(
          line,
          `expected "${step.kind}" before the call begins, found it after another step. Put it first.`,
        );
    return steps;
  }

  #refuse(line: number, problem: string): void {
    this.problems.push({ line, problem });
  }

  #lineAt(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  #lineOf(node: Node | null | undefined): number {
    return this.#lineAt(node?.range?.[0] ?? 0);
  }
}

/** As it is written, so that 012 and 1e3 stay as they are; undefined where there is none. */
function textOf(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function describe(node: unknown): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  return textOf(node) === undefined ? 'nothing' : `"${String(textOf(node))}"`;
}
