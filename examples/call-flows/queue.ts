// A queue: callers hold the line with music, each in a conversation that one of your people joins, or leave a message.
// Change first: MUSIC, and who joins (the step `waiting`); in settings.ts callerNumber, person, and websocketUri: null.
// Drill it: npm run drill -- --flow examples/call-flows/queue.ts --press 1 --press 2 --press none
import { type FlowNcco, defineFlow } from '../../functions/define-flow.ts';
import { type BuiltAction, connectPerson, input, notify, record, talk } from '../../ncco/build.ts';

/** An mp3. A conversation has no time limit: let it say now and then that callers may hang up, and leave a message another time. */
const MUSIC = 'https://www.example.com/music-on-hold.mp3';
const MOST_TRIES = 2;

export const callFlow = defineFlow({
  state: { tries: 1 },

  start: () => [talk('Thank you for calling Example Limited.'), ...question(1)],

  steps: {
    choice: (happened, { state: { tries }, event }) => {
      const key = happened.kind === 'input' ? happened.digits : '';
      const room = roomOf(event.conversationUuid);
      if (key === '1' && room !== undefined)
        return [
          talk('Somebody will be with you as soon as possible. Please stay on the line.'),
          notify({ payload: { room, caller: event.uuid ?? '' }, next: 'waiting' }),
        ];
      // Who presses nothing is not left with music that they have not asked for.
      return key === '' || key === '1' || key === '2' || tries >= MOST_TRIES
        ? message()
        : [talk('Sorry, that is not one of the choices.'), ...question(tries + 1)];
    },

    // Your software gets the notify (docs/events.md) and calls one of your people (POST /v1/calls) with the NCCO
    // [{ action: 'conversation', name: room, startOnEnter: true, endOnExit: true }]. Where nobody is free for minutes, it moves the
    // caller to a voicemail (PUT /v1/calls/{caller}). Where no webhook takes the notify, nobody would come: then the person of the
    // settings is rung, by the NCCO that is running.
    waiting: (_happened, { event }) => {
      const room = roomOf(event.conversationUuid);
      return room === undefined ? message() : [holdTheLine(room), ...message()];
    },
  },

  rungs: {
    person: (_call, { settings }) => [
      talk('Sorry, we have a technical problem. We are connecting you to a person.'),
      connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 30 }),
    ],
    voicemail: () => message(),
  },
});

function question(tries: number): FlowNcco<'choice', { tries: number }> {
  return [
    talk('To hold the line until somebody is free, press 1. To leave a message, press 2.', { bargeIn: true }),
    input({ dtmf: { maxDigits: 1, timeOutSeconds: 5 }, next: 'choice', state: { tries } }),
  ];
}

/** One for each call: in a common one callers would hear each other. Some events give the id without `CON-`. */
function roomOf(conversationUuid: string | undefined): string | undefined {
  return conversationUuid === undefined
    ? undefined
    : `queue-${conversationUuid.replace(/^CON-/i, '').toLowerCase()}`;
}

/** The caller hears music until somebody enters with `startOnEnter: true`. */
function holdTheLine(name: string): BuiltAction {
  return { action: 'conversation', name, musicOnHoldUrl: [MUSIC], startOnEnter: false };
}

function message() {
  return [
    talk('Please leave a message after the tone, and we will call you back.'),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    talk('Thank you. Goodbye.'),
  ];
}
