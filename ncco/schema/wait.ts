import { options } from './options.ts';
import { judgedElsewhere, satisfies, type Rule } from './rule.ts';

/** Seconds. A value out of range is clamped by the platform, not refused. */
const timeout: Rule = satisfies(
  'a number from 0.1 to 7200',
  (value) => typeof value === 'number' && value >= 0.1 && value <= 7200,
  (value) => typeof value === 'number',
);

export const wait: Rule = options({
  name: 'a wait action',
  optional: { action: judgedElsewhere, timeout },
});
