import { readFlags } from '../../../cli/kit/flags.ts';
import { DRILL_FLAGS, drillOptions } from '../../../drill/run/options.ts';
import type { DrillOptions } from '../../../drill/run/options.ts';

/** As the drill reads its command line. */
export function optionsOf(args: readonly string[], { isGuarded = false } = {}): DrillOptions {
  const { values, typed } = readFlags({ name: 'drill', flags: DRILL_FLAGS }, args);
  return drillOptions(values, typed, isGuarded);
}
