import { nobodyWaitsLongerThanTheLimit } from '../checkers/nobody-waits-longer-than-the-limit.ts';
import type { ScenarioResult } from '../report/result.ts';

/**
 * Whether a scenario is measured once more: what goes wrong once may be the machine's doing, what goes wrong twice is not.
 * That is where nothing is wrong but time, and where the machine is known to have stood still in a silence: it has then
 * spoiled more than the calls that show it.
 */
export const deservesASecondLook = ({
  verdict,
  problems,
  unknown,
}: Pick<ScenarioResult, 'verdict' | 'problems' | 'unknown'>): boolean => {
  if (verdict === 'pass' || problems.length === 0 || unknown.length > 0) return false;
  const isOnlyTooLate = problems.every(({ checker }) => checker === nobodyWaitsLongerThanTheLimit.name);
  return isOnlyTooLate || problems.some(({ excused }) => excused);
};
