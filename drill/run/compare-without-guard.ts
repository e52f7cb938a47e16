import { silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord, Write } from '../../contracts/history.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { MenuPromise } from '../scenarios/scenario.ts';
import { answerOf } from './menu-calls.ts';
import type { PlannedCall } from './schedule.ts';
import type { Setup } from './setup.ts';

/**
 * Places a planned call to the guarded application itself, as Vonage would without the guard, and writes how long its caller waited
 * for each NCCO.
 */
export async function callWithoutGuard(
  {
    createSimulatorWithoutGuard,
    write,
  }: Pick<Setup, 'createSimulatorWithoutGuard'> & { readonly write: Write },
  planned: PlannedCall,
  menu: MenuPromise,
): Promise<void> {
  const history: HistoryRecord[] = [];
  const simulator: Simulator = createSimulatorWithoutGuard((record) => history.push(record));
  const call = `${planned.call} without the guard`;
  try {
    await simulator.placeCall({
      ...planned,
      call,
      answers: (asked) => Promise.resolve(answerOf(planned, asked, menu, new Map())),
    });
  } finally {
    await simulator.stop();
  }
  for (const { why, fromMs, toMs, heard } of silencesOf(history, false))
    if (why !== 'next-action' && heard)
      write({ type: 'waited-without-guard', atMs: toMs, call, why, tookMs: toMs - fromMs });
}
