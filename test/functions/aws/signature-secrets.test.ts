import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { createSignatureSecrets } from '../../../functions/aws/signature-secrets.ts';
import { LOAD_TIMEOUT_MS, MIN_REFRESH_GAP_MS, REFRESH_AFTER_MS } from '../../../contracts/secret-refresh.ts';
import type { LiveSecrets } from '../../../contracts/signature-secret.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const secretsOf = (value: string): LiveSecrets => [{ name: 'current', value }];

/** A store whose answers the test gives, and time that moves with the fake timers. */
function withStore() {
  const asked: {
    readonly signal: AbortSignal;
    readonly answer: (value: string) => Promise<void>;
    readonly fail: () => Promise<void>;
  }[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  const load = (signal: AbortSignal): Promise<LiveSecrets> =>
    new Promise((resolve, reject) => {
      const settled = () => jest.advanceTimersByTimeAsync(0).then(() => undefined);
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      asked.push({
        signal,
        answer: (value) => (resolve(secretsOf(value)), settled()),
        fail: () => (reject(new Error('store away')), settled()),
      });
    });
  const secrets = createSignatureSecrets(load, systemClock, (line) => void lines.push(line));
  const answered = async (value: string) => {
    const first = secrets.live();
    await asked[0]?.answer(value);
    await first;
  };
  return { asked, secrets, lines, answered };
}

describe('live secrets', () => {
  it('are asked for once, however many wait for them', async () => {
    const { asked, secrets } = withStore();
    const both = Promise.all([secrets.live(), secrets.live()]);
    await asked[0]?.answer('a');
    expect(await both).toEqual([secretsOf('a'), secretsOf('a')]);
    expect(asked).toHaveLength(1);
  });

  it('stay in memory', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    jest.setSystemTime(Date.now() + REFRESH_AFTER_MS - 1);
    expect(await secrets.live()).toEqual(secretsOf('a'));
    expect(asked).toHaveLength(1);
  });

  it('are refreshed behind the answer after 5 minutes: no request waits', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    jest.setSystemTime(Date.now() + REFRESH_AFTER_MS);
    expect(await secrets.live()).toEqual(secretsOf('a'));
    expect(asked).toHaveLength(2);
    await asked[1]?.answer('b');
    expect(await secrets.live()).toEqual(secretsOf('b'));
  });

  it('are refreshed where the clock was an hour ahead and is set back', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    jest.setSystemTime(Date.now() - 3_600_000);
    const refreshed = secrets.refreshed();
    await asked[1]?.answer('b');
    expect(await refreshed).toEqual(secretsOf('b'));
    expect(await secrets.live()).toEqual(secretsOf('b'));
  });

  it('are kept when the store is unavailable, which is asked every 10 s at most', async () => {
    const { asked, secrets, answered, lines } = withStore();
    await answered('a');
    jest.setSystemTime(Date.now() + REFRESH_AFTER_MS);
    await secrets.live();
    await asked[1]?.fail();
    expect(lines).toMatchObject([{ level: 'warn', error: 'Error: store away' }]);
    jest.setSystemTime(Date.now() + MIN_REFRESH_GAP_MS - 1);
    expect(await secrets.live()).toEqual(secretsOf('a'));
    expect(asked).toHaveLength(2);
    jest.setSystemTime(Date.now() + 1);
    expect(await secrets.live()).toEqual(secretsOf('a'));
    expect(asked).toHaveLength(3);
  });

  it('are an error when the store is unavailable and nothing is known; the next one to ask tries again', async () => {
    const { asked, secrets } = withStore();
    const first = secrets.live();
    const refused = expect(first).rejects.toThrow('store away');
    await asked[0]?.fail();
    await refused;
    const second = secrets.live();
    await asked[1]?.answer('a');
    expect(await second).toEqual(secretsOf('a'));
  });

  it('are given up on after 2 s', async () => {
    const { secrets } = withStore();
    const refused = expect(secrets.live()).rejects.toThrow('did not answer in time');
    await jest.advanceTimersByTimeAsync(LOAD_TIMEOUT_MS);
    await refused;
  });

  it('do not wait for a request that was frozen past its time: it is given up and made again', async () => {
    const { asked, secrets } = withStore();
    const frozen = secrets.live().catch(() => 'given up');
    // The environment thaws: the systemClock has moved, no timer has fired yet.
    jest.setSystemTime(Date.now() + 10 * 60_000);
    const afterThaw = secrets.live();
    expect(asked).toHaveLength(2);
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[1]?.answer('a');
    expect(await afterThaw).toEqual(secretsOf('a'));
    await frozen;
  });

  it('do not fail with a request that somebody else started', async () => {
    const { asked, secrets } = withStore();
    const prefetch = secrets.live().catch(() => undefined);
    const mine = secrets.live();
    await asked[0]?.fail();
    await prefetch;
    await asked[1]?.answer('a');
    expect(await mine).toEqual(secretsOf('a'));
  });
});

describe('a refresh for an unknown signature', () => {
  it('asks the store at once and gives what is known afterwards', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    const refreshed = secrets.refreshed();
    await asked[1]?.answer('b');
    expect(await refreshed).toEqual(secretsOf('b'));
  });

  it('happens at most every 10 s', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    const refreshed = secrets.refreshed();
    await asked[1]?.answer('b');
    await refreshed;
    jest.setSystemTime(Date.now() + MIN_REFRESH_GAP_MS - 1);
    expect(await secrets.refreshed()).toEqual(secretsOf('b'));
    expect(asked).toHaveLength(2);
    jest.setSystemTime(Date.now() + 1);
    void secrets.refreshed();
    expect(asked).toHaveLength(3);
  });

  it('waits for a request that is under way, also within the 10 s', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    const first = secrets.refreshed();
    const second = secrets.refreshed();
    await asked[1]?.answer('b');
    expect(await Promise.all([first, second])).toEqual([secretsOf('b'), secretsOf('b')]);
    expect(asked).toHaveLength(2);
  });

  it('keeps what is known when the store is unavailable, and never rejects', async () => {
    const { asked, secrets, answered } = withStore();
    await answered('a');
    const refreshed = secrets.refreshed();
    await asked[1]?.fail();
    expect(await refreshed).toEqual(secretsOf('a'));
  });
});
