import { ofType } from '../../contracts/call-history/records.ts';
import type { Checker, Problem } from './checker.ts';

/** A caller never hears the words, or the person, of a number that another caller dialled. */
export const noOtherNumberIsHeard: Checker = {
  name: 'no-other-number-is-heard',
  check: (history, { calls }) => {
    const never = new Map(calls.map(({ call, neverHears = [] }) => [call, neverHears]));
    return {
      problems: ofType(history, 'heard')
        .filter(({ call, content }) => never.get(call)?.includes(content))
        .map(({ call, what, content }): Problem => ({
          call,
          text: `expected what the called number says; found the ${what} "${content}" of another number`,
        })),
    };
  },
};
