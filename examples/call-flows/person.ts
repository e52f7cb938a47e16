// No bot, no menu: a person is rung, and who is not reached gets a voicemail.
// Change first: the words; in settings.ts callerNumber, person, and websocketUri: null.
// Drill it: npm run drill -- --flow examples/call-flows/person.ts
import { defineFlow } from '../../functions/define-flow.ts';
import { connectPerson, record, talk } from '../../ncco/build.ts';

export const callFlow = defineFlow({
  // Nothing stands behind the person: where nobody answers, the rung `voicemail` follows.
  start: (_call, { settings }) => [
    talk('Thank you for calling Example Limited. We are connecting you.'),
    connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 25 }),
  ],

  rungs: {
    person: (_call, { settings }) => [
      talk('Sorry, we have a technical problem. We are connecting you to a person.'),
      connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 25 }),
    ],

    voicemail: () => [
      talk('Sorry, nobody can take your call right now. Please leave a message after the tone.'),
      message(),
      talk('Thank you for your message. Goodbye.'),
    ],

    // Also heard after a conversation with the person, so it must not say that nobody answered.
    'after-person': () => [
      talk(
        'If nobody could take your call, please leave a message after the tone. Otherwise, please hang up.',
      ),
      message(),
      talk('Thank you for calling. Goodbye.'),
    ],
  },
});

function message() {
  return record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 });
}
