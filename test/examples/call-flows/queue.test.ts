import { callFlow } from '../../../examples/call-flows/queue.ts';
import { nccoOf, regionOf, urlIn, CALL } from '../../functions/flow/a-menu.ts';
import { BEHIND_A_PERSON, PERSON, heard, key, notified, said, silence } from './a-caller.ts';

const QUESTION = 'To hold the line until somebody is free, press 1. To leave a message, press 2.';
const MESSAGE = [
  'Please leave a message after the tone, and we will call you back.',
  'record',
  'Thank you. Goodbye.',
];

it('asks whether to hold the line', async () => {
  expect((await heard(callFlow)).slice(0, 3)).toEqual([
    'Thank you for calling Example Limited.',
    QUESTION,
    'input',
  ]);
});

it('tells of the caller by a notify before the caller waits, and rings a person where no webhook takes it', async () => {
  const says = await heard(callFlow, key('1'));
  expect(says.slice(0, 3)).toEqual([
    'Somebody will be with you as soon as possible. Please stay on the line.',
    'notify',
    'Sorry, we have a technical problem. We are connecting you to a person.',
  ]);
  expect(says.slice(-BEHIND_A_PERSON.length - 1)).toEqual([PERSON, ...BEHIND_A_PERSON]);
});

it('lets the caller wait with music in a conversation of this call alone', async () => {
  const region = regionOf(callFlow);
  const asked = nccoOf(await region.answer());
  const answered = nccoOf(await region.event(urlIn(asked), key('1')));
  const room = 'queue-bbbbbbbb-bbbb-cccc-dddd-0123456789ab';
  expect(answered[1]).toMatchObject({ action: 'notify', payload: { room, caller: CALL.uuid } });
  const waiting = nccoOf(await region.event(urlIn(answered), notified));
  expect(waiting[0]).toEqual({
    action: 'conversation',
    name: room,
    musicOnHoldUrl: ['https://www.example.com/music-on-hold.mp3'],
    startOnEnter: false,
  });
  expect(waiting.map(({ action }) => action)).toEqual(['conversation', 'talk', 'record', 'talk']);
});

it.each([
  ['key 2', [key('2')]],
  ['silence', [silence]],
  ['words, which it did not ask for', [said('hold the line')]],
  ['two wrong keys', [key('7'), key('#')]],
])('takes a message after %s', async (_what, events) => {
  expect(await heard(callFlow, ...events)).toEqual(MESSAGE);
});

it('asks once more after one wrong key', async () => {
  expect((await heard(callFlow, key('7'))).slice(0, 3)).toEqual([
    'Sorry, that is not one of the choices.',
    QUESTION,
    'input',
  ]);
});
