import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { createSignatureSecrets } from '../../../functions/aws/signature-secrets.ts';
import {
  KNOWN_IN_ADVANCE_AFTER_MS,
  KNOWN_WHEN_NEEDED_AFTER_MS,
  LOAD_TIMEOUT_MS,
  MIN_REFRESH_GAP_MS,
  REFRESH_AFTER_MS,
} from '../../../contracts/secret-refresh.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Times between forged callbacks, ms: from a flood to a knock now and then. */
const EVERY_MS = [20, 333, 1_000, 9_999, 10_000, 10_001, 17_000];

/** One environment, and a store that tells after a while what it held when it was asked. */
function environment({ storeTakesMs = 0 } = {}) {
  let held = 'old';
  let loads = 0;
  const load = async (signal: AbortSignal) => {
    loads += 1;
    const value = held;
    if (storeTakesMs > 0)
      await new Promise((resolve, reject) => {
        setTimeout(resolve, storeTakesMs);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    return [{ name: 'current', value }] as const;
  };
  const secrets = createSignatureSecrets(load, systemClock, () => undefined);
  return {
    loads: () => loads,
    write: (value: string) => void (held = value),
    /** As `authenticate` does: once with what is known, once more with what is fresh. */
    accepts: async (signedWith: string): Promise<boolean> => {
      const knows = (live: readonly { readonly value: string }[]) =>
        live.some(({ value }) => value === signedWith);
      return knows(await secrets.live()) || knows(await secrets.refreshed());
    },
  };
}

describe('a flood of unknown signatures', () => {
  it.each(EVERY_MS)('asks the store once in 10 s, with a forgery every %i ms', async (everyMs) => {
    const { accepts, loads } = environment();
    for (let sinceMs = 0; sinceMs < 600_000; sinceMs += everyMs) {
      expect(await accepts('forged')).toBe(false);
      jest.setSystemTime(Date.now() + everyMs);
    }
    // The first one of all, and then the first forgery after each gap.
    const forgeriesAGap = Math.ceil(MIN_REFRESH_GAP_MS / everyMs);
    expect(loads()).toBe(1 + Math.ceil(Math.ceil(600_000 / everyMs) / forgeriesAGap));
  });

  it.each(EVERY_MS)('knows a staged secret after 12 s, with a forgery every %i ms', async (everyMs) => {
    for (const storeTakesMs of [0, 1, 700, LOAD_TIMEOUT_MS - 1]) {
      for (let writtenAtMs = 0; writtenAtMs <= MIN_REFRESH_GAP_MS; writtenAtMs += 1_250) {
        const { accepts, write } = environment({ storeTakesMs });
        const forging = forge(accepts, everyMs);
        await jest.advanceTimersByTimeAsync(writtenAtMs);
        write('new');
        await jest.advanceTimersByTimeAsync(KNOWN_WHEN_NEEDED_AFTER_MS);
        const genuine = accepts('new');
        await jest.advanceTimersByTimeAsync(storeTakesMs);
        clearInterval(forging);
        expect(await genuine).toBe(true);
      }
    }
  });

  it('keeps a secret that was replaced in place from callbacks for 10 s at most, and a quiet environment knows it at once', async () => {
    const waits: number[] = [];
    for (let writtenAtMs = 0; writtenAtMs < MIN_REFRESH_GAP_MS; writtenAtMs += 250) {
      const { accepts, write } = environment();
      const forging = forge(accepts, 40);
      await jest.advanceTimersByTimeAsync(writtenAtMs);
      write('new');
      const sinceMs = Date.now();
      while (!(await accepts('new'))) await jest.advanceTimersByTimeAsync(10);
      waits.push(Date.now() - sinceMs);
      clearInterval(forging);
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(MIN_REFRESH_GAP_MS);
    // It is no empty promise: some do wait nearly as long.
    expect(Math.max(...waits)).toBeGreaterThan(MIN_REFRESH_GAP_MS - 500);
    const quiet = environment();
    await quiet.accepts('old');
    quiet.write('new');
    expect(await quiet.accepts('new')).toBe(true);
  });
});

it('knows a staged secret in advance after 5 min 12 s, where it answers now and then: the store may be unavailable then', async () => {
  for (const everyMs of [100, 1_000, 9_000]) {
    const { accepts, loads } = environment();
    const calls = setInterval(() => void accepts('old'), everyMs);
    await jest.advanceTimersByTimeAsync(60_000);
    const before = loads();
    await jest.advanceTimersByTimeAsync(REFRESH_AFTER_MS + everyMs);
    expect(loads()).toBe(before + 1);
    expect(REFRESH_AFTER_MS + everyMs).toBeLessThanOrEqual(KNOWN_IN_ADVANCE_AFTER_MS);
    clearInterval(calls);
  }
});

const forge = (accepts: (signedWith: string) => Promise<boolean>, everyMs: number): NodeJS.Timeout =>
  setInterval(() => void accepts('forged'), everyMs);
