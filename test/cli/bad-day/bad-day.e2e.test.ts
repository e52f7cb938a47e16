import { describeBadDays, itWaitsForOlderCopies } from './describe-bad-days.ts';
import { LINK_WRITERS } from './link-writers.ts';
import { ROTATE_WRITERS } from './rotate-writers.ts';

const WRITERS = [...LINK_WRITERS, ...ROTATE_WRITERS];

describeBadDays(WRITERS);
itWaitsForOlderCopies(WRITERS, [1, 5]);
