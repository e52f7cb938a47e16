// An application that exists, guarded: callbacks go on to it, and where it fails these words, a person and a voicemail follow.
// Change first: the address, its paths and the words; in settings.ts timeouts: 'guarded', callerNumber, person, and websocketUri: null.
// Drill it: npm run drill -- --flow examples/call-flows/guarded.ts
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { defineFlow } from '../../functions/define-flow.ts';
import { forwardTo } from '../../functions/forward/forward-to.ts';
import { connectPerson, record, talk } from '../../ncco/build.ts';

export const callFlow = defineFlow({
  forward: forwardTo('https://voice.example.com', {
    answer: '/webhooks/answer',
    event: '/webhooks/event',
    next: 'unreachable',
  }),

  // Where the application gives no first NCCO: the caller has heard nothing yet.
  start: (_call, { settings }) => [
    talk('Thank you for calling. We are connecting you to a person.'),
    person(settings),
  ],

  steps: {
    // Where it fails in the middle of a call: the caller has done something, and waits.
    unreachable: (_happened, { settings }) => [
      talk('Sorry, we cannot go on with this right now. We are connecting you to a person.'),
      person(settings),
    ],
  },

  rungs: {
    person: (_call, { settings }) => [
      talk('Sorry, we have a technical problem. We are connecting you to a person.'),
      person(settings),
    ],

    voicemail: () => [
      talk('Sorry, nobody can take your call right now. Please leave a message after the tone.'),
      record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
      talk('Thank you for your message. Goodbye.'),
    ],
  },
});

function person({ person: who, callerNumber }: FunctionSettings) {
  return connectPerson(who, { from: callerNumber, timeoutSeconds: 25 });
}
