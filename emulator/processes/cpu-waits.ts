import { readFileSync } from 'node:fs';

/** ms of a clock that all processes of a machine share; it never steps. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A stretch in which a process could not do its work: it waited for a core, or its event loop was behind. */
export interface CpuWait {
  /** ms, by `monotonicMs()`; by `performance.now()` once the drill has it. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How much of that time was lost, ms; never more than all of it. */
  readonly waitedMs: number;
}

const EVERY_MS = 10;
/** A timer of an idle process is late by a millisecond or two. */
const TIMERS_ARE_LATE_MS = 5;
/** Less is not worth a message. */
const LEAST_MS = 1;

/**
 * How long the main thread of a process has waited for a core since it started, ms: the second field of
 * `/proc/PID/schedstat` (Linux, Documentation/scheduler/sched-stats.rst). Undefined where the kernel does not say: another
 * operating system, or a process that has ended.
 */
export function waitedForACoreMs(pid: number | 'self'): number | undefined {
  try {
    const [, waitedNs] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    const ms = Number(waitedNs) / 1e6;
    return Number.isFinite(ms) ? ms : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Watches this process: what the kernel says it waited, or what its event loop was behind, whichever is more. The second one
 * holds where the kernel does not say, and for what stops a whole machine.
 * @returns how to stop
 */
export function watchCpuWaits(onWait: (wait: CpuWait) => void): () => void {
  let lastMs = monotonicMs();
  let lastWaitedMs = waitedForACoreMs('self') ?? 0;
  const timer = setInterval(() => {
    const nowMs = monotonicMs();
    const nowWaitedMs = waitedForACoreMs('self') ?? 0;
    const lateMs = nowMs - lastMs - EVERY_MS;
    const behindMs = lateMs > TIMERS_ARE_LATE_MS ? lateMs : 0;
    const waitedMs = Math.min(Math.max(behindMs, nowWaitedMs - lastWaitedMs), nowMs - lastMs);
    if (waitedMs >= LEAST_MS) onWait({ fromMs: lastMs, toMs: nowMs, waitedMs });
    lastMs = nowMs;
    lastWaitedMs = nowWaitedMs;
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A client that leaves is the machine's doing, not the template's, if this share of its stay was lost to the machine. */
const MACHINE_IS_THE_CAUSE = 0.5;

/** How long this process has waited for a core since it started, ms; 0 where the kernel does not say. */
export const ownWaitMs = (): number => waitedForACoreMs('self') ?? 0;

/**
 * Watches a request from now on.
 * @param waitMs what this process has waited so far
 * @returns whether the machine, and no value of the template, kept it waiting, given the ms that it lost in other processes
 */
export function watchMachineDelay(waitMs = ownWaitMs): (lostElsewhereMs?: number) => boolean {
  const fromMs = monotonicMs();
  const waitedBeforeMs = waitMs();
  return (lostElsewhereMs = 0) => {
    const waitedMs = waitMs() - waitedBeforeMs;
    return waitedMs + lostElsewhereMs >= MACHINE_IS_THE_CAUSE * (monotonicMs() - fromMs);
  };
}
