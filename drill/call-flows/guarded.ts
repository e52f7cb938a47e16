import { type FlowAction, defineFlow } from '../../functions/define-flow.ts';
import { forwardTo } from '../../functions/forward/forward-to.ts';
import { input, talk } from '../../ncco/build.ts';
import { SALES, SUPPORT, chosenIn, person, rungs } from './menu-words.ts';

const question: readonly FlowAction<'department', null>[] = [
  talk('For sales press 1, for support press 2.', { bargeIn: true }),
  input({ dtmf: { maxDigits: 1 }, next: 'department' }),
];

/** A guard of the application in examples/guarded-application. Where that is out of reach, a shorter menu takes its place. */
export const callFlow = defineFlow({
  forward: forwardTo('https://voice.example.com', { next: 'unreachable' }),
  start: () => [talk('Welcome to Example Limited. This is our short menu.'), ...question],
  steps: {
    unreachable: () => [talk('We continue with our short menu.'), ...question],
    department: (happened, { settings }) => {
      const isSupport = chosenIn(happened) === 'support';
      return [
        talk(isSupport ? 'Support.' : 'Sales.'),
        person(isSupport ? SUPPORT : SALES, settings.callerNumber),
      ];
    },
  },
  rungs,
});
