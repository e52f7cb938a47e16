// A menu: two departments and a voicemail, by key. A department that does not answer leads to the voicemail too.
// Change first: SALES, SUPPORT and the words; in settings.ts callerNumber, person, and websocketUri: null, as there is no bot.
// Drill it: npm run drill -- --flow examples/call-flows/menu.ts --press 1 --press "7,9" --press none
import type { FunctionSettings, Person } from '../../contracts/function-settings.ts';
import { defineFlow } from '../../functions/define-flow.ts';
import { connectPerson, input, record, talk } from '../../ncco/build.ts';

const SALES: Person = { type: 'phone', number: '447700900011' };
const SUPPORT: Person = { type: 'phone', number: '447700900012' };
/** After so many answers that are no choice, a person. */
const MOST_TRIES = 3;

export const callFlow = defineFlow({
  state: { tries: 1 },

  start: () => [talk('Welcome to Example Limited.'), ...question(1)],

  steps: {
    menu: (happened, { state: { tries }, settings }) => {
      switch (happened.kind === 'input' ? happened.digits : '') {
        case '1':
          return [talk('One moment, please. We are connecting you to sales.'), department(SALES, settings)];
        case '2':
          return [
            talk('One moment, please. We are connecting you to support.'),
            department(SUPPORT, settings),
          ];
        case '9':
          return message();
      }
      return tries < MOST_TRIES
        ? [talk('Sorry, that is not one of the choices.'), ...question(tries + 1)]
        : [talk('We are connecting you to a person.'), person(settings)];
    },

    nobody: () => [talk('Sorry, nobody can take your call right now.'), ...message()],
  },

  rungs: {
    person: (_call, { settings }) => [
      talk('Sorry, we have a technical problem. We are connecting you to a person.'),
      person(settings),
    ],
    voicemail: () => [talk('Sorry, nobody can take your call right now.'), ...message()],
  },
});

function question(tries: number) {
  return [
    talk('For sales, press 1. For support, press 2. To leave a message, press 9.', { bargeIn: true }),
    input({ dtmf: { maxDigits: 1, timeOutSeconds: 5 }, next: 'menu', state: { tries } }),
  ];
}

function department(who: Person, { callerNumber }: FunctionSettings) {
  return connectPerson(who, { from: callerNumber, timeoutSeconds: 20, next: 'nobody' });
}

function person({ person: who, callerNumber }: FunctionSettings) {
  return connectPerson(who, { from: callerNumber, timeoutSeconds: 30 });
}

function message() {
  return [
    talk('Please leave a message after the tone.'),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    talk('Thank you for your message. Goodbye.'),
  ];
}
