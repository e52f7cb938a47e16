import { Readable } from 'node:stream';
import * as commands from '../../../cli/rotate/command.ts';
import { runRotate } from '../../../cli/rotate/run-rotate.ts';
import type { RotateOptions } from '../../../cli/rotate/run-rotate.ts';
import { capture } from '../support/capture.ts';
import type { Captured } from '../support/capture.ts';
import { NOTHING, startTwoStores } from '../support/two-secret-stores.ts';
import type { TwoStores } from '../support/two-secret-stores.ts';

export const OLD = 'the-old-secret-of-the-account-0123456789';
export const NEW = 'the-new-secret-of-the-account-0123456789';

const HOUR_MS = 3_600_000;

export interface TwoRegions {
  readonly stores: TwoStores;
  /** How late it is for the command; undefined: an hour, so that every wait is over, for what waits. */
  lateMs: number | undefined;
  /** Ctrl-C. */
  interrupt(): void;
  /** Both hold the same. */
  given(secrets: object): void;
  expectBothHold(secrets: object): void;
  /** Requests that would change something. */
  writes(): readonly string[];
  /** Runs the command, `stage` with {@link NEW} on its standard input, and lets nothing through that shows a secret. */
  rotate(...args: readonly string[]): Promise<Captured<number>>;
}

/** Two regions' stores, started anew for each test. */
export function twoRegions(): TwoRegions {
  let stores: TwoStores;
  let lateMs: number | undefined;
  let interrupted = new AbortController();
  beforeEach(async () => {
    stores = await startTwoStores();
    lateMs = undefined;
    interrupted = new AbortController();
  });
  afterEach(() => stores.close());
  const both = () => [stores.primary, stores.secondary];
  return {
    get stores() {
      return stores;
    },
    set lateMs(ms: number | undefined) {
      lateMs = ms;
    },
    interrupt: () => interrupted.abort(),
    given: (secrets) => {
      for (const store of both()) store.set(secrets);
    },
    expectBothHold: (secrets) => {
      for (const store of both()) expect(store.holds()).toEqual({ ...NOTHING, ...secrets });
    },
    writes: () =>
      both()
        .flatMap(({ asked }) => asked)
        .filter((operation) => operation !== 'GetSecretValue'),
    rotate: async (...args) => {
      const captured = await capture(({ stdout, stderr }) =>
        runRotate(optionsOf(args, stores.outputs), {
          stdin: Readable.from(args[0] === 'stage' ? [`${NEW}\n`] : []),
          io: {
            nowMs: () =>
              Date.now() + (lateMs ?? (args[0] === 'finish' || args[0] === 'retire' ? HOUR_MS : 0)),
            stdout,
            stderr,
            signal: interrupted.signal,
            keepUnprinted: () => undefined,
          },
        }),
      );
      expect(captured.out + captured.err).not.toMatch(/the-(old|new|third)-secret/);
      return captured;
    },
  };
}

/** As the command of this action reads them. */
export function optionsOf([word = '', ...flags]: readonly string[], outputs: string): RotateOptions {
  const action = (['status', 'stage', 'finish', 'retire', 'abort'] as const).find((each) => each === word);
  if (action === undefined) throw new Error(`no action ${word}`);
  return { ...commands[action].read([...flags, '--outputs', outputs]).values, action };
}
