import { FAULT_SWITCH, parseFaultSwitch } from '../../../contracts/fault-switch.ts';
import type { FaultSwitch } from '../../../contracts/fault-switch.ts';
import { lookUntil } from '../../kit/look-until.ts';
import type { FunctionControl } from '../aws/function-control.ts';
import { NotCheckedError } from '../finding.ts';
import type { PreparedFault } from './faults.ts';

/** It ends by itself after so long, also when this process is killed. */
const LASTS_MS = 180_000;
const LOOKS = { times: 120, everyMs: 500 } as const;

export interface Waiting {
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** Will set the function's fault switch. @throws NotCheckedError */
export async function throwSwitch(
  control: FunctionControl,
  fault: Extract<FaultSwitch['fault'], 'hang' | 'crash'>,
  waiting: Waiting,
): Promise<PreparedFault> {
  const { values, revision } = await control.variables();
  if (isOn(values[FAULT_SWITCH], waiting.nowMs()))
    throw new NotCheckedError(`${control.name} has a ${FAULT_SWITCH} already: who is drilling?`);
  const until: Omit<FaultSwitch, 'delayMs'> = { fault, untilMs: waiting.nowMs() + LASTS_MS };
  const text = JSON.stringify(until);
  return {
    apply: async () => {
      await control.setVariables({ ...values, [FAULT_SWITCH]: text }, revision);
      await inPlace(control, waiting);
    },
    isApplied: async () => (await control.variables()).values[FAULT_SWITCH] === text,
    undo: async () => {
      // Whatever else has been changed meanwhile stays. Written in any case: a change that comes late is refused then.
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

/** What is malformed or over does nothing. */
function isOn(text: string | undefined, nowMs: number): boolean {
  try {
    return text !== undefined && nowMs < parseFaultSwitch(text).untilMs;
  } catch {
    return false;
  }
}

/** An update takes seconds, and no other can begin meanwhile. */
async function inPlace(control: FunctionControl, { pause }: Waiting) {
  const found = await lookUntil(control.variables, ({ isInPlace }) => isInPlace, { ...LOOKS, pause });
  if (found.isInPlace) return found;
  throw new NotCheckedError(`the update of ${control.name} is still in progress`);
}
