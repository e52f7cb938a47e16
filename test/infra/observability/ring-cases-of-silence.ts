import { often, QUIET } from './support/ring-case.ts';
import type { Case } from './support/ring-case.ts';

/** Of the alarm `silent`. */
export const SILENT_MINUTES = 10;

const _ = undefined;

export const found = (target: 'own' | 'other', result: string): string =>
  `SyntheticCheck{result=${result},target=${target}}`;
const OWN = found('own', 'ok');
const OTHER = found('other', 'ok');
const HEALTHY = { [OWN]: 1, [OTHER]: 1 };

/** Alarms that ring for what does not happen. */
export const CASES_OF_SILENCE: Readonly<Record<string, readonly Case[]>> = {
  'synthetic-check': [
    {
      what: 'all well',
      before: HEALTHY,
      counted: { [OWN]: often(9, 1), [OTHER]: often(9, 1) },
      ringsAt: QUIET,
    },
    {
      what: 'two checks in a minute and none in the next',
      before: HEALTHY,
      counted: { [OWN]: [2, _, 1, 2, _, 1], [OTHER]: [2, _, 1, 2, _, 1] },
      ringsAt: QUIET,
    },
    {
      what: 'results that are counted two minutes late, and a minute without a check',
      before: HEALTHY,
      counted: {
        [OWN]: { late: 2, values: [1, 1, _, 2, 1, 1, 1, 1, 1] },
        [OTHER]: { late: 2, values: [1, 1, _, 2, 1, 1, 1, 1, 1] },
      },
      ringsAt: QUIET,
    },
    {
      what: 'the other region not answering for two minutes',
      before: HEALTHY,
      counted: { [OWN]: often(9, 1), [OTHER]: [1, _, _, 1, 1, 1, 1, 1, 1] },
      ringsAt: QUIET,
    },
    {
      what: 'the other region served by the static tier, failed or whatever else',
      before: HEALTHY,
      counted: { [OWN]: often(6, 1), [OTHER]: often(6, _) },
      ringsAt: 3,
    },
    {
      what: 'this region not answering',
      before: HEALTHY,
      counted: { [OWN]: often(6, _), [OTHER]: often(6, 1) },
      ringsAt: 3,
    },
    {
      what: 'a check that runs no more',
      before: HEALTHY,
      counted: { [OWN]: often(9, _), [OTHER]: often(9, _) },
      ringsAt: 3,
    },
    { what: 'a check that never ran', counted: { [OWN]: [_], [OTHER]: [_] }, ringsAt: 0 },
    {
      what: 'a placeholder secret: secret-placeholder has it',
      before: HEALTHY,
      counted: {
        [found('own', 'not-configured')]: often(9, 1),
        [found('other', 'not-configured')]: often(9, 1),
      },
      ringsAt: QUIET,
    },
    {
      what: 'no deployment record',
      before: HEALTHY,
      counted: { [OWN]: often(9, 1), [found('other', 'unknown-target')]: often(9, 1) },
      ringsAt: QUIET,
    },
    {
      what: 'a refusing allow list, whose distribution serves the check the static NCCO',
      refusesAddresses: true,
      before: { [OWN]: 1, [found('other', 'static')]: 1 },
      counted: { [OWN]: often(9, 1), [found('other', 'static')]: often(9, 1) },
      ringsAt: QUIET,
    },
  ],
  silent: [
    {
      what: 'a call every five minutes',
      before: { 'CallAnswered{tier=primary}': 1 },
      counted: { 'CallAnswered{tier=primary}': [_, _, _, _, 1, _, _, _, _, 1, _, _, _, _, 1] },
      ringsAt: QUIET,
    },
    {
      what: 'calls that come as the fallback’s',
      before: { 'CallAnswered{tier=primary}': 1 },
      counted: { 'CallAnswered{tier=secondary}': often(20, 1) },
      ringsAt: QUIET,
    },
    {
      what: 'no call any more',
      before: { 'CallAnswered{tier=primary}': 1 },
      counted: { 'CallAnswered{tier=primary}': often(20, _) },
      ringsAt: SILENT_MINUTES - 1,
    },
  ],
};
