// Opening hours: in them a person is rung; outside them callers hear when you are open, and leave a message.
// Change first: TIME_ZONE, HOURS, CLOSED_ON and the words; in settings.ts callerNumber, person, and websocketUri: null.
// Drill it: npm run drill -- --flow examples/call-flows/opening-hours.ts
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { defineFlow } from '../../functions/define-flow.ts';
import { connectPerson, record, talk } from '../../ncco/build.ts';

/** Its name in the IANA database: summer time begins and ends by itself. */
const TIME_ZONE = 'Europe/Berlin';
/** From the first minute to before the last one, in that zone. A day that is not here is closed. */
const HOURS: Readonly<Record<string, readonly [from: string, until: string]>> = {
  Mon: ['09:00', '17:30'],
  Tue: ['09:00', '17:30'],
  Wed: ['09:00', '17:30'],
  Thu: ['09:00', '17:30'],
  Fri: ['09:00', '15:00'],
};
const HOURS_IN_WORDS =
  'We are here from Monday to Thursday, from nine until half past five, and on Friday until three o’clock.';
/** Year, month and day, or month and day alone for each year. */
const CLOSED_ON: readonly string[] = ['01-01', '05-01', '12-25', '12-26', '2027-03-26', '2027-03-29'];

export const callFlow = defineFlow({
  start: (_call, { settings, atMs }) =>
    isOpen(atMs)
      ? [talk('Thank you for calling Example Limited. We are connecting you.'), person(settings)]
      : [
          talk(`Thank you for calling Example Limited. We are closed right now. ${HOURS_IN_WORDS}`),
          ...message(),
        ],

  rungs: {
    person: (_call, { settings }) => [
      talk('Sorry, we have a technical problem. We are connecting you to a person.'),
      person(settings),
    ],
    // Where the person does not answer.
    voicemail: () => [talk('Sorry, nobody can take your call right now.'), ...message()],
  },
});

const LOCAL = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function isOpen(atMs: number): boolean {
  const local = Object.fromEntries(LOCAL.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const day = `${local['month']}-${local['day']}`;
  if (CLOSED_ON.includes(day) || CLOSED_ON.includes(`${local['year']}-${day}`)) return false;
  const time = `${local['hour']}:${local['minute']}`;
  const [from, until] = HOURS[local['weekday'] ?? ''] ?? [time, time];
  return from <= time && time < until;
}

function person({ person: who, callerNumber }: FunctionSettings) {
  return connectPerson(who, { from: callerNumber, timeoutSeconds: 25 });
}

function message() {
  return [
    talk('Please leave a message after the tone, with your name and number. We will call you back.'),
    record({ beepStart: true, endOnSilenceSeconds: 5, timeOutSeconds: 120 }),
    talk('Thank you for your message. Goodbye.'),
  ];
}
