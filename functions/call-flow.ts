import type { CallFlow, Rungs, SocketContext } from './call-flow-types.ts';
import { connectPerson, connectWebsocket, record, talk } from '../ncco/build.ts';
import type { NccoAction } from '../ncco/ncco.ts';

/**
 * What a caller hears. This file is yours: change the words, the bot, the person, the order within an NCCO. Each NCCO is
 * checked before it is served. If this code throws or returns an invalid NCCO, the caller gets `ladder/last-resort.ts`.
 *
 * `ladder/next-step.ts` decides which rung comes next. `ladder/offers.ts` adds to every NCCO the fields that prevent an
 * endless loop: the bot's state in `headers`, and the `eventUrl`s. After each bot it adds the person, who takes the call
 * if the bot's connection ends and no webhook answers.
 */
export const callFlow: CallFlow = (_call, context) => [talk('Hello. One moment, please.'), bot(context)];

/** What a caller hears after the bot's connection is lost: each rung at most once per call, in this order. See docs/bot.md. */
export const rungs: Rungs = {
  'same-socket': (_event, context) => [talk('One moment, please.'), bot(context)],

  'other-socket': (_event, context) => [talk('Please stay on the line.'), bot(context)],

  person: (_call, { settings }) => [
    talk('Sorry, we have a technical problem. We are connecting you to a person.'),
    connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 30 }),
  ],

  voicemail: () => [
    talk('Sorry, nobody can take your call right now. Please leave a message after the tone.'),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    talk('Thank you for your message. Goodbye.'),
  ],

  waiting: () => [talk('Please stay on the line.')],

  // Also played after a conversation with the person, so it must not say that nobody answered.
  'after-person': () => [
    talk('If nobody could take your call, please leave a message after the tone. Otherwise, please hang up.'),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    talk('Thank you for calling. Goodbye.'),
  ],
};

const bot = ({ socketUri, settings }: SocketContext): NccoAction =>
  connectWebsocket({
    uri: socketUri,
    contentType: 'audio/l16;rate=16000',
    from: settings.callerNumber,
    // The caller hears silence until the bot answers, so the next rung should follow soon.
    timeoutSeconds: 3,
  });
