// A bot: callers talk to it over a WebSocket. Where its connection is lost they get it back, then a person, then a voicemail.
// Change first: websocketUri, callerNumber and person in settings.ts; then the words.
// Drill it: npm run drill
import type { FunctionSettings } from '../contracts/function-settings.ts';
import { connectPerson, connectWebsocket, record, talk } from '../ncco/build.ts';
import { defineFlow } from './define-flow.ts';

/**
 * What a caller hears. Change the words, the bot, the person, the order within an NCCO; add steps for a menu
 * (docs/call-flows.md). Each NCCO is checked before it is served. If this code throws or returns an invalid NCCO, the caller
 * gets `functions/ladder/last-resort.ts`.
 *
 * `rungs` is what a caller hears after the bot's connection is lost: each rung at most once per call, in this order
 * (docs/bot.md). `functions/ladder` decides which rung comes next, and adds to every NCCO the fields that prevent an endless
 * loop: the bot's state in `headers`, and the `eventUrl`s. After each bot it adds the person, who takes the call if the bot's
 * connection ends and no webhook answers.
 */
export const callFlow = defineFlow({
  start: (_call, { socketUri, settings }) => [
    talk('Hello. One moment, please.'),
    // Without a bot in the settings, the person.
    socketUri === undefined ? person(settings) : bot(socketUri, settings),
  ],

  rungs: {
    'same-socket': (_event, { socketUri, settings }) => [
      talk('One moment, please.'),
      bot(socketUri, settings),
    ],

    'other-socket': (_event, { socketUri, settings }) => [
      talk('Please stay on the line.'),
      bot(socketUri, settings),
    ],

    person: (_call, { settings }) => [
      talk('Sorry, we have a technical problem. We are connecting you to a person.'),
      person(settings),
    ],

    voicemail: () => [
      talk('Sorry, nobody can take your call right now. Please leave a message after the tone.'),
      record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
      talk('Thank you for your message. Goodbye.'),
    ],

    waiting: () => [talk('Please stay on the line.')],

    // Also played after a conversation with the person, so it must not say that nobody answered.
    'after-person': () => [
      talk(
        'If nobody could take your call, please leave a message after the tone. Otherwise, please hang up.',
      ),
      record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
      talk('Thank you for calling. Goodbye.'),
    ],
  },
});

function bot(uri: string, { callerNumber }: FunctionSettings) {
  return connectWebsocket({
    uri,
    contentType: 'audio/l16;rate=16000',
    from: callerNumber,
    // The caller hears silence until the bot answers, so the next rung should follow soon.
    timeoutSeconds: 3,
  });
}

function person({ person: who, callerNumber }: FunctionSettings) {
  return connectPerson(who, { from: callerNumber, timeoutSeconds: 30 });
}
