import { FAULT_SWITCH, parseFaultSwitch } from '../../../contracts/fault-switch.ts';
import type { FaultSwitch } from '../../../contracts/fault-switch.ts';
import { lookUntil } from '../../kit/look-until.ts';
import type { FunctionControl } from '../aws/function-control.ts';
import { NotCheckedError } from '../finding.ts';
import type { PreparedFault } from './faults.ts';

/** The fault ends by itself after this time, also if this process is killed. */
const LASTS_MS = 180_000;
const LOOKS = { times: 120, everyMs: 500 } as const;

export interface Waiting {
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** Prepares to set the function's fault switch. @throws NotCheckedError */
export async function throwSwitch(
  control: FunctionControl,
  fault: Extract<FaultSwitch['fault'], 'hang' | 'crash'>,
  waiting: Waiting,
): Promise<PreparedFault> {
  const { values, revision } = await control.variables();
  if (isOn(values[FAULT_SWITCH], waiting.nowMs()))
    throw new NotCheckedError(`${control.name} already has a ${FAULT_SWITCH}: another run may be using it`);
  const until: Omit<FaultSwitch, 'delayMs'> = { fault, untilMs: waiting.nowMs() + LASTS_MS };
  const text = JSON.stringify(until);
  return {
    apply: async () => {
      await control.setVariables({ ...values, [FAULT_SWITCH]: text }, revision);
      await inPlace(control, waiting);
    },
    isApplied: async () => (await control.variables()).values[FAULT_SWITCH] === text,
    undo: async () => {
      // Other variables keep their newest values. Written in every case: a late change then names an old revision and is refused.
      const { values: now, revision: latest } = await inPlace(control, waiting);
      await control.setVariables(
        Object.fromEntries(Object.entries(now).filter(([name]) => name !== FAULT_SWITCH)),
        latest,
      );
      await inPlace(control, waiting);
    },
    ifKilled: `it ends by itself within ${String(LASTS_MS / 60_000)} minutes`,
  };
}

/** Whether the switch is set and not expired; a malformed switch does nothing. */
function isOn(text: string | undefined, nowMs: number): boolean {
  try {
    return text !== undefined && nowMs < parseFaultSwitch(text).untilMs;
  } catch {
    return false;
  }
}

/** Waits for the running update: it takes seconds, and Lambda accepts no other one until it is done. */
async function inPlace(control: FunctionControl, { pause }: Waiting) {
  const found = await lookUntil(control.variables, ({ isInPlace }) => isInPlace, { ...LOOKS, pause });
  if (found.isInPlace) return found;
  throw new NotCheckedError(`the update of ${control.name} is still in progress`);
}
