import type { FunctionModel } from '../deployment.ts';

/** How one invocation went, as the Invoke API would tell it. */
export type Invocation =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** The handler threw; the environment lives on. */
  | { readonly kind: 'threw'; readonly detail: string }
  /** The environment ended in mid-invocation, or its init failed. `released`: it hung until the fault was undone. */
  | { readonly kind: 'crashed'; readonly detail: string; readonly released?: boolean }
  | { readonly kind: 'timed-out'; readonly detail: string };

/** Runs a bundle, one invocation at a time, and is frozen between invocations: a process, or simulated. */
export interface Environment {
  /** Resolves when the bundle is loaded; to the reason when it could not be. */
  readonly ready: Promise<string | undefined>;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  /** False as soon as it is being stopped. */
  readonly isAlive: boolean;
  /** Frozen between two invocations. */
  readonly isIdle: boolean;
  /** How long it has waited for a core since it started, ms. */
  waitedMs(): number;
  /** Only after `ready`, and never two at once. `onStarted` is called when the handler starts. */
  invoke(event: unknown, onStarted: () => void): Promise<Invocation>;
  /** Stops in mid-invocation and never answers: only the function's timeout, or `kill`, ends it. */
  hang(): void;
  /** Ends what hangs, because the fault is undone. */
  release(): void;
  /** Ends in mid-invocation, whatever it has just answered. */
  crash(): void;
  freeze(): void;
  kill(): void;
}

export interface EnvironmentOrder {
  readonly model: FunctionModel;
  readonly codeDirectory: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Where environments come from. */
export interface Environments {
  /** One that loads its bundle. */
  start(order: EnvironmentOrder): Environment;
  /** Runs a task that starts one when its turn has come. */
  inTurn<T>(task: () => Promise<T>): Promise<T>;
  /** The same for a function that has environments, which serve meanwhile. */
  moreInTurn<T>(task: () => Promise<T>): Promise<T>;
}
