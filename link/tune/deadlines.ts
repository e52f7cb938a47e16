import { TIMEOUTS } from '../../infra/settings/timeouts.ts';
import type { Timeouts } from '../../infra/settings/timeouts.ts';
import { CommandError } from '../../tools/command-error.ts';
import type { RegionalOutputs } from '../outputs.ts';

/** What gives up before Vonage does, as deployed: of the region that answers, and of its fallback. */
export interface Deadlines {
  readonly first: Timeouts;
  readonly fallback: Timeouts;
  readonly fallbackBy: 'front' | 'direct';
}

type Named = Pick<RegionalOutputs, 'Region' | 'TimeoutsName'>;

/** @throws CommandError where the outputs name timeouts that the settings do not know */
export function deadlinesOf(first: Named, second: Named, fallbackBy: Deadlines['fallbackBy']): Deadlines {
  return { first: presetOf(first), fallback: presetOf(second), fallbackBy };
}

function presetOf({ Region, TimeoutsName }: Named): Timeouts {
  const found = Object.entries(TIMEOUTS).find(([name]) => name === TimeoutsName);
  if (found) return found[1];
  throw new CommandError(
    `Expected TimeoutsName of ${Region} in the outputs to be one of ${Object.keys(TIMEOUTS).join(', ')}, found "${TimeoutsName}". Deploy it again.`,
  );
}
