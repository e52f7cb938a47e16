import { describeBadDays, itWaitsForOlderCopies } from './describe-bad-days.ts';
import { LINK_WRITERS } from './link-writers.ts';
import { ROTATE_WRITERS } from './rotate-writers.ts';

/** One writer of an application and one of secrets; test:long has the bad days of all of them. */
const WRITERS = [...LINK_WRITERS, ...ROTATE_WRITERS].filter(({ name }) =>
  ['link apply', 'rotate finish'].includes(name),
);

it('two commands stand for the others', () => {
  expect(WRITERS).toHaveLength(2);
});

describeBadDays(WRITERS);
itWaitsForOlderCopies(WRITERS, [1, 5]);
