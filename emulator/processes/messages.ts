import type { EmulatorNote } from '../../contracts/history.ts';
import type { Exchange } from '../exchange.ts';
import type { Served } from '../lambda/invocation-meter.ts';
import type { CpuWait } from './cpu-waits.ts';

/** What an emulator process tells without being asked. Times are `monotonicMs()`. */
export type News =
  | { readonly kind: 'note'; readonly atMs: number; readonly note: Omit<EmulatorNote, 'atMs'> }
  | ({ readonly kind: 'cpu-wait' } & CpuWait)
  /** What became of a request to one of its functions. */
  | ({ readonly kind: 'served' } & Served)
  /** A distribution has connected to an origin for a viewer, each `address:port`. */
  | {
      readonly kind: 'forwarded';
      readonly atMs: number;
      readonly viewer: string;
      readonly client: string;
    }
  /** Text that a function wrote. */
  | { readonly kind: 'output'; readonly from: string; readonly text: string }
  /** Only where its config asks for it. */
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** A child of this process, which must not outlive it. */
  | { readonly kind: 'life'; readonly pid: number; readonly alive: boolean };

export type Tell = (news: News) => void;

/** Functions of an emulator process that the main process calls; arguments and results are JSON. */
export type Calls = Record<string, (...args: never[]) => unknown>;

/** A call that every process answers: what it reported before has arrived then. */
export const SETTLE = 'settle';

export type ToProcess =
  | { readonly type: 'start'; readonly config: unknown }
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly type: 'stop' };

export type FromProcess =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
  | { readonly type: 'news'; readonly news: News };
