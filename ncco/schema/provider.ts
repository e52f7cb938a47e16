import type { Rules } from './options.ts';
import { unproven } from './rule.ts';

const UNPROVEN = 'no such option (one vendor SDK has it, the documentation does not)';

/** The speech provider, of talk and of input's speech settings. */
export const provider: Rules = {
  provider: unproven(UNPROVEN),
  providerOptions: unproven(UNPROVEN),
};
