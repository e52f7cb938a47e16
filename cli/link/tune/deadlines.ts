import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { Timeouts, TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';

/** What gives up before Vonage does, as deployed: of the region that answers, and of its fallback. */
export interface Deadlines {
  /** Name of the region's preset that answers. */
  readonly name: TimeoutsName;
  readonly first: Timeouts;
  readonly fallback: Timeouts;
  readonly fallbackBy: 'distribution' | 'direct';
}

type Named = Pick<RegionalOutputs, 'Region' | 'TimeoutsName'>;

/** @throws CommandError where the outputs name timeouts that the settings do not know */
export function deadlinesOf(first: Named, second: Named, fallbackBy: Deadlines['fallbackBy']): Deadlines {
  const name = nameOf(first);
  return { name, first: TIMEOUTS[name], fallback: TIMEOUTS[nameOf(second)], fallbackBy };
}

function nameOf({ Region, TimeoutsName: found }: Named): TimeoutsName {
  const known = Object.keys(TIMEOUTS) as TimeoutsName[];
  const name = known.find((each) => each === found);
  if (name !== undefined) return name;
  throw new CommandError(
    `Expected TimeoutsName of ${Region} in the outputs to be one of ${known.join(', ')}, found "${found}". Deploy it again.`,
  );
}
