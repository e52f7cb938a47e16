import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CpuWait,
  monotonicMs,
  waitedForACoreMs,
  watchCpuWaits,
  watchMachineDelay,
} from '../../../emulator/processes/cpu-waits.ts';

const blockFor = (ms: number): void => {
  const untilMs = monotonicMs() + ms;
  while (monotonicMs() < untilMs);
};

describe('the waits of a process', () => {
  it('are what the kernel says on Linux, and unknown of a process that has ended', () => {
    const waitedMs = waitedForACoreMs('self');
    if (process.platform === 'linux') expect(waitedMs).toBeGreaterThanOrEqual(0);
    else expect(waitedMs).toBeUndefined();
    expect(waitedForACoreMs(2 ** 22 + 1)).toBeUndefined();
  });

  it('hold the stretch in which the event loop was behind', async () => {
    const waits: CpuWait[] = [];
    const stop = watchCpuWaits((wait) => waits.push(wait));
    await sleep(30);
    const fromMs = monotonicMs();
    blockFor(200);
    const toMs = monotonicMs();
    await sleep(30);
    stop();
    const blocked = waits.find((wait) => wait.fromMs <= fromMs + 1 && wait.toMs >= toMs - 1);
    expect(blocked?.waitedMs).toBeGreaterThanOrEqual(185);
  });

  it('are the cause where they, or those of other processes, are half of a stay', async () => {
    const isDelayed = watchMachineDelay();
    await sleep(100);
    expect(isDelayed(20)).toBe(false);
    expect(isDelayed(1000)).toBe(true);
  });

  it('never hold more than the time that has passed', async () => {
    const waits: CpuWait[] = [];
    const stop = watchCpuWaits((wait) => waits.push(wait));
    for (let round = 0; round < 5; round += 1) {
      blockFor(20);
      await sleep(5);
    }
    stop();
    for (const { fromMs, toMs, waitedMs } of waits) expect(waitedMs).toBeLessThanOrEqual(toMs - fromMs);
  });

  it('are no longer watched once that is stopped', async () => {
    const waits: CpuWait[] = [];
    watchCpuWaits((wait) => waits.push(wait))();
    blockFor(50);
    await sleep(30);
    expect(waits).toEqual([]);
  });
});
