import { setTimeout as sleep } from 'node:timers/promises';
import { runningProcesses } from '../drill/running-processes.ts';

/** Every process that descends from this one, with its command line. */
export function descendants(pid: number): { readonly pid: number; readonly command: string }[] {
  const all = runningProcesses().map(({ pid: own, parent, args }) => ({ pid: own, parent, command: args }));
  const of = (parent: number): typeof all =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...of(one.pid)]);
  return of(pid);
}

/** One that only waits for its parent to take note of its end is no more. */
const alive = (pids: readonly number[]): number[] =>
  runningProcesses()
    .filter(({ pid, state }) => pids.includes(pid) && !state.startsWith('Z'))
    .map(({ pid }) => pid);

/** Which of them still live after two seconds at most. */
export async function survivors(pids: readonly number[]): Promise<number[]> {
  for (let waits = 0; waits < 100 && alive(pids).length > 0; waits++) await sleep(20);
  return alive(pids);
}
