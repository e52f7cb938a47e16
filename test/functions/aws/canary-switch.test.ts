import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { CANARY_OFF } from '../../../contracts/canary-switch.ts';
import { createCanaryPort } from '../../../functions/aws/canary-switch.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const ON = { share: 0.5, numbers: [] };
const TEXT = JSON.stringify(ON);

/** A store that answers what the test says, and counts how often it is asked. */
function withStore(answer: () => Promise<string | undefined>) {
  const store = { answer, asked: 0 };
  const lines: Readonly<Record<string, unknown>>[] = [];
  const load = () => {
    store.asked += 1;
    return store.answer();
  };
  const port = createCanaryPort(load, systemClock, (line) => void lines.push(line));
  /** What a call gets, and how long it waits for it. */
  const ask = async () => {
    const beganMs = Date.now();
    const current = port.current().then((value) => ({ value, waitedMs: Date.now() - beganMs }));
    await jest.advanceTimersByTimeAsync(200);
    return current;
  };
  return { store, lines, port, ask };
}
const after = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const never = () => new Promise<never>(() => undefined);
const away = () => Promise.reject(new Error('away'));

it('is asked for when the environment starts, and once for all calls of 20 s', async () => {
  const { store, ask } = withStore(() => Promise.resolve(TEXT));
  expect(store.asked).toBe(1);
  expect(await ask()).toEqual({ value: ON, waitedMs: 0 });
  await after(19_000);
  expect((await ask()).value).toEqual(ON);
  expect(store.asked).toBe(1);
  await after(1000);
  store.answer = () => Promise.resolve(JSON.stringify(CANARY_OFF));
  expect(await ask()).toEqual({ value: CANARY_OFF, waitedMs: 0 });
  expect(store.asked).toBe(2);
});

it('is off where there is no parameter, or one that cannot be read', async () => {
  expect((await withStore(() => Promise.resolve(undefined)).ask()).value).toEqual(CANARY_OFF);
  for (const text of ['', '{}', '{"share": 2, "numbers": []}', '{"share": 1, "numbers": [1]}']) {
    const { ask, lines } = withStore(() => Promise.resolve(text));
    expect((await ask()).value).toEqual(CANARY_OFF);
    expect(lines).toEqual([
      expect.objectContaining({ level: 'warn', message: 'the canary switch was not read' }),
    ]);
  }
});

it.each([
  ['fails', away, 0],
  ['hangs', never, 150],
])('lets a caller wait for 150 ms at most where the store %s', async (_how, answer, waitedMs) => {
  const { ask } = withStore(answer);
  expect(await ask()).toEqual({ value: CANARY_OFF, waitedMs });
});

it('does not ask a store that fails for every call', async () => {
  const { store, ask } = withStore(away);
  for (let calls = 0; calls < 5; calls++) await ask();
  expect(store.asked).toBe(1);
  await after(2000);
  await ask();
  expect(store.asked).toBe(2);
});

it('keeps a known value for 40 s while the store is away, and then it is off: less than a minute', async () => {
  const { store, ask } = withStore(() => Promise.resolve(TEXT));
  await ask();
  store.answer = never;
  await after(39_000);
  expect(await ask()).toEqual({ value: ON, waitedMs: 150 });
  await after(1000);
  expect((await ask()).value).toEqual(CANARY_OFF);
  store.answer = () => Promise.resolve(TEXT);
  await after(2000);
  expect((await ask()).value).toEqual(ON);
});

it('takes a late answer for what it is worth: as old as its question', async () => {
  let resolve: (text: string) => void = () => undefined;
  const { store, ask } = withStore(() => new Promise((done) => (resolve = done)));
  expect((await ask()).value).toEqual(CANARY_OFF);
  resolve(TEXT);
  expect(await ask()).toEqual({ value: ON, waitedMs: 0 });
  store.answer = never;
  await after(40_000);
  expect((await ask()).value).toEqual(CANARY_OFF);
});

it('does not keep a value for ever where the clock is set back', async () => {
  const { store, ask } = withStore(() => Promise.resolve(TEXT));
  await ask();
  store.answer = never;
  jest.setSystemTime(Date.now() - 3_600_000);
  expect((await ask()).value).toEqual(CANARY_OFF);
});

it('is read anew where the clock is set back', async () => {
  const { ask } = withStore(() => Promise.resolve(TEXT));
  const { value } = await ask();
  expect(value).not.toEqual(CANARY_OFF);
  jest.setSystemTime(Date.now() - 3_600_000);
  expect((await ask()).value).toEqual(value);
});
