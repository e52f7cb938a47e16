import { type FlowAction, defineFlow } from '../../functions/define-flow.ts';
import { input, notify, talk } from '../../ncco/build.ts';
import { SALES, SUPPORT, chosenIn, person, recording, rungs } from './menu-words.ts';

interface State {
  readonly tries: number;
}

const question = (tries: number): readonly FlowAction<'menu' | 'recorded', State>[] => [
  talk('For sales, press 1 or say sales. For support, press 2 or say support. For a message, press 9.', {
    bargeIn: true,
  }),
  input({
    dtmf: { maxDigits: 1 },
    speech: { language: 'en-GB', context: ['sales', 'support'] },
    next: 'menu',
    state: { tries },
  }),
];

/** The menu that the drill breaks: two departments by key or word, a message, two more tries, then a person. */
export const callFlow = defineFlow({
  state: { tries: 0 } as State,
  start: () => [talk('Welcome.'), ...question(0)],
  steps: {
    menu: (happened, { state, settings }) => {
      switch (chosenIn(happened)) {
        case 'sales':
          return [talk('Sales.'), person(SALES, settings.callerNumber)];
        case 'support':
          return [talk('Support.'), person(SUPPORT, settings.callerNumber)];
        case 'message':
          return [talk('Please speak after the tone.'), recording(), notify({ next: 'recorded' })];
        case undefined:
          return state.tries < 2
            ? [talk('Sorry, I did not get that.'), ...question(state.tries + 1)]
            : [talk('We are connecting you to a person.'), person(settings.person, settings.callerNumber)];
      }
    },
    recorded: () => [talk('Thank you for your message.'), ...question(0)],
  },
  lost: (_call, { settings }) => [
    talk('Sorry, we do not know any more where we were. Here is a person.'),
    person(settings.person, settings.callerNumber),
  ],
  rungs,
});
