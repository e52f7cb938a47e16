import { type SocketContext, defineFlow } from './define-flow.ts';
import { type BuiltAction, connectPerson, connectWebsocket, record, talk } from '../ncco/build.ts';

/**
 * What a caller hears. This file is yours: change the words, the bot, the person, the order within an NCCO; add steps for a
 * menu (docs/call-flows.md). Each NCCO is checked before it is served. If this code throws or returns an invalid NCCO, the
 * caller gets `ladder/last-resort.ts`.
 *
 * `rungs` is what a caller hears after the bot's connection is lost: each rung at most once per call, in this order
 * (docs/bot.md). `ladder/next-step.ts` decides which rung comes next. `ladder/offers.ts` adds to every NCCO the fields that
 * prevent an endless loop: the bot's state in `headers`, and the `eventUrl`s. After each bot it adds the person, who takes
 * the call if the bot's connection ends and no webhook answers.
 */
export const callFlow = defineFlow({
  start: (_call, { socketUri, settings, urls }) => [
    talk('Hello. One moment, please.'),
    socketUri === undefined ? person(settings) : bot({ socketUri, settings, urls }),
  ],

  rungs: {
    'same-socket': (_event, context) => [talk('One moment, please.'), bot(context)],

    'other-socket': (_event, context) => [talk('Please stay on the line.'), bot(context)],

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

const bot = ({ socketUri, settings }: SocketContext): BuiltAction =>
  connectWebsocket({
    uri: socketUri,
    contentType: 'audio/l16;rate=16000',
    from: settings.callerNumber,
    // The caller hears silence until the bot answers, so the next rung should follow soon.
    timeoutSeconds: 3,
  });

const person = ({ person: who, callerNumber }: SocketContext['settings']): BuiltAction =>
  connectPerson(who, { from: callerNumber, timeoutSeconds: 30 });
