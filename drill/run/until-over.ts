import type { HistoryRecord, Write } from '../../contracts/history.ts';
import type { Fault } from '../faults/fault.ts';
import type { PlannedCall } from './schedule.ts';

/**
 * Waits for calls that are under way, before faults are undone. To the end, with every event delivered or lost; where a region
 * answers nothing, until all callers have hung up: no caller waits for the events of a call that is over, and those that the
 * region has not answered meet it when it answers again.
 * @returns a function that is given the promise of the calls, of which none may have begun yet
 */
export function untilOver(
  faults: readonly Fault[],
  calls: readonly PlannedCall[],
  listeners: Set<Write>,
): (placed: Promise<void>) => Promise<void> {
  if (faults.every(({ unreachable }) => unreachable === undefined)) return (placed) => placed;
  const running = new Set(calls.map(({ call }) => call));
  const hungUp = new Promise<void>((resolve) => {
    const listener = (record: HistoryRecord): void => {
      if (record.type !== 'call-ended') return;
      running.delete(record.call);
      if (running.size > 0) return;
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
  });
  return (placed) => Promise.race([placed, hungUp]);
}
