import type { HistoryRecord, Write } from '../../../contracts/history.ts';
import { regionFails } from '../../../drill/faults/regions.ts';
import { secretStoreHangs } from '../../../drill/faults/secrets.ts';
import type { PlannedCall } from '../../../drill/run/schedule.ts';
import { untilOver } from '../../../drill/run/until-over.ts';

const CALLS = ['a-1', 'a-2'].map((call) => ({ call }) as PlannedCall);
const listeners = new Set<Write>();
const ends = (call: string): void =>
  listeners.forEach((listener) => listener({ type: 'call-ended', call } as HistoryRecord));
const isOver = async (waiting: Promise<void>): Promise<boolean> => {
  const answer = await Promise.race([waiting.then(() => true), new Promise((r) => setImmediate(r, false))]);
  return answer === true;
};
const never = new Promise<void>(() => undefined);
beforeEach(() => listeners.clear());

it('waits until all callers have hung up where a region answers nothing, and not for its events', async () => {
  const waiting = untilOver([regionFails('primary', 'accepts-and-hangs')], CALLS, listeners)(never);
  ends('a-1');
  ends('a-1');
  ends('of-another-group');
  expect(await isOver(waiting)).toBe(false);
  ends('a-2');
  expect(await isOver(waiting)).toBe(true);
  expect(listeners.size).toBe(0);
});

it('waits for every event where the regions answer', async () => {
  const waiting = untilOver([secretStoreHangs('primary')], CALLS, listeners)(never);
  for (const { call } of CALLS) ends(call);
  expect(await isOver(waiting)).toBe(false);
});

it('waits no longer than for the calls themselves, also where they were over before', async () => {
  const waiting = untilOver([regionFails('primary', 'refuses')], CALLS, listeners)(Promise.resolve());
  expect(await isOver(waiting)).toBe(true);
});
