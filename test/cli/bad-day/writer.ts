import type { HowToStart } from './start-command.ts';

/** A command that writes, with stand-ins that the test holds, in the state from before its write. */
export interface OpenWriter extends HowToStart {
  readonly args: readonly string[];
  /** Exit code of a run that does all of it. Default: 0. */
  readonly doneCode?: number;
  /** What it says at its end. */
  readonly lastWords: RegExp;
  /** `before`, `after`, or in words what it is instead. */
  readonly state: () => string | Promise<string>;
  /** States that a killed run may leave; `before` and `after` always. */
  readonly between?: readonly string[];
  /** What must hold at every moment, whatever is killed: the problem; undefined: it holds. */
  readonly problem?: () => string | undefined;
  /** How many requests the stand-ins have seen, and how many of them write. */
  readonly seen: () => { readonly requests: number; readonly writes: number };
  /** From now on the stand-ins answer what is so many ms old. */
  readonly lag: (ms: number) => void;
  /** Where what could not be printed stands, as files' texts. */
  readonly unprinted: () => Promise<string>;
  /** Exit codes of a run that meets another one. Default: 1. */
  readonly meets?: readonly number[];
  /** Where a killed run leaves something that the next one does not undo: what it says, and what that does. */
  readonly afterKill?: { readonly says: RegExp; readonly fix: () => Promise<void> };
  /** The command that takes the change back. */
  readonly goBack?: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Writer {
  /** As it is typed after `npm run`. */
  readonly name: string;
  readonly open: () => Promise<OpenWriter>;
}

/** Resolves when the condition holds, or the process has ended. */
export async function until(holds: () => boolean, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver && !holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}
