import { SLICE } from '../../support/slice.ts';
import { ACCOUNT_WRITERS } from './account-writers.ts';
import { describeBadDays, itWaitsForOlderCopies } from './describe-bad-days.ts';
import { LINK_WRITERS } from './link-writers.ts';
import { ROTATE_WRITERS } from './rotate-writers.ts';

const WRITERS = [...LINK_WRITERS, ...ROTATE_WRITERS, ...ACCOUNT_WRITERS];

describeBadDays(SLICE.some(WRITERS));
itWaitsForOlderCopies(WRITERS, SLICE.some([1, 5, 30]));
