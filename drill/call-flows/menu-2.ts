import { type FlowAction, defineFlow } from '../../functions/define-flow.ts';
import { input, talk } from '../../ncco/build.ts';
import { SALES, SUPPORT, chosenIn, person, rungs } from './menu-words.ts';

/** Words depend on the state: one that was not made by `readState` throws. */
const WORDS = { en: 'This is the new menu. For sales, press 1. For support, press 2.' } as const;

interface State {
  readonly tries: number;
  readonly language: keyof typeof WORDS;
}

/** What callers hear of this version alone. */
export const NEW_WORDS = WORDS.en;

const question = ({ tries, language }: State): readonly FlowAction<'choice', State>[] => [
  talk(`${WORDS[language]}`, { bargeIn: true }),
  input({ dtmf: { maxDigits: 1 }, next: 'choice', state: { tries, language } }),
];

/** The next version of the drill's menu: its step has another name, and its state one more field. */
export const callFlow = defineFlow({
  version: 2,
  state: { tries: 0, language: 'en' } as State,
  knownAs: { choice: ['menu'] },
  readState: (state) => ({ ...(state as Pick<State, 'tries'>), language: 'en' as const }),
  start: () => [talk('Welcome.'), ...question({ tries: 0, language: 'en' })],
  steps: {
    choice: (happened, { state, settings }) => {
      // A state of before has no language.
      if (WORDS[state.language] === undefined) throw new Error('Expected a state of this version.');
      switch (chosenIn(happened)) {
        case 'sales':
          return [talk('Sales.'), person(SALES, settings.callerNumber)];
        case 'support':
          return [talk('Support.'), person(SUPPORT, settings.callerNumber)];
        case 'message':
        case undefined:
          return state.tries < 2
            ? [talk('Sorry, I did not get that.'), ...question({ ...state, tries: state.tries + 1 })]
            : [talk('We are connecting you to a person.'), person(settings.person, settings.callerNumber)];
      }
    },
  },
  lost: (_call, { settings }) => [
    talk('Sorry, we do not know any more where we were. Here is a person.'),
    person(settings.person, settings.callerNumber),
  ],
  rungs,
});
