import type { CallFlow, Rungs, SocketContext } from './call-flow-types.ts';
import { connectPerson, connectWebsocket, record, talk } from '../ncco/build.ts';
import type { NccoAction } from '../ncco/ncco.ts';

/**
 * What a caller hears. This file is yours: change the words, the bot, the person, the order within an NCCO. Whatever it
 * returns is checked before it leaves; if it throws or is wrong, the caller gets `core/last-resort.ts` instead.
 *
 * `core/ladder` decides which rung comes next, and puts into every NCCO what keeps the ladder from becoming a loop: the
 * bot's state in `headers`, the `eventUrl`s, and behind each bot the person, for when no webhook answers any more.
 */
export const callFlow: CallFlow = (_call, context) => [talk('Hello. One moment, please.'), bot(context)];

/** What a caller hears once the bot is gone: each rung at most once a call, in this order. See docs/bot.md. */
export const rungs: Rungs = {
  'same-socket': (_event, context) => [talk('One moment, please.'), bot(context)],

  'other-socket': (_event, context) => [talk('Please stay on the line.'), bot(context)],

  person: (_call, { settings }) => [
    talk('Sorry, we have a technical problem. We are connecting you to a person.'),
    connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 30 }),
    // Also heard after a conversation: it must not say that nobody answered.
    talk('Thank you for calling. Goodbye.'),
  ],

  voicemail: () => [
    talk('Sorry, nobody can take your call right now. Please leave a message after the tone.'),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    talk('Thank you for your message. Goodbye.'),
  ],
};

const bot = ({ socketUri, settings }: SocketContext): NccoAction =>
  connectWebsocket({
    uri: socketUri,
    contentType: 'audio/l16;rate=16000',
    from: settings.callerNumber,
    // A bot that does not answer is silence: the next rung is better.
    timeoutSeconds: 3,
  });
