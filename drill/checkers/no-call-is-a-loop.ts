import { ofType } from './call-records.ts';
import type { Checker } from './checker.ts';

/** No call asks for NCCOs for ever. */
export const noCallIsALoop: Checker = {
  name: 'no-call-is-a-loop',
  check: (history) => ({
    problems: ofType(history, 'call-ended')
      .filter(({ loop }) => loop === true)
      .map(({ call, detail }) => ({ call, text: detail })),
  }),
};
