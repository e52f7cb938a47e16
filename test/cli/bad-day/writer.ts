import type { HowToStart } from './start-command.ts';

/** A command that writes, with stand-ins that the test holds, in the state from before its write. */
export interface OpenWriter extends HowToStart {
  readonly args: readonly string[];
  /** `before`, `after`, or in words what it is instead. */
  readonly state: () => string;
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
