import { callFlow } from '../../../examples/call-flows/menu.ts';
import { BEHIND_A_PERSON, PERSON, heard, key, leg, said, silence } from './a-caller.ts';

const QUESTION = 'For sales, press 1. For support, press 2. To leave a message, press 9.';
const MESSAGE = ['Please leave a message after the tone.', 'record', 'Thank you for your message. Goodbye.'];
const AGAIN = ['Sorry, that is not one of the choices.', QUESTION, 'input'];

it('asks who is wanted', async () => {
  expect((await heard(callFlow)).slice(0, 3)).toEqual(['Welcome to Example Limited.', QUESTION, 'input']);
});

it.each([
  ['1', 'One moment, please. We are connecting you to sales.', '447700900011'],
  ['2', 'One moment, please. We are connecting you to support.', '447700900012'],
])('connects to the department of key %s', async (digits, words, number) => {
  expect((await heard(callFlow, key(digits))).slice(0, 2)).toEqual([words, number]);
});

it.each(['busy', 'timeout', 'unanswered', 'rejected', 'failed'])(
  'takes a message where the department is %s',
  async (status) => {
    expect(await heard(callFlow, key('1'), leg(status))).toEqual([
      'Sorry, nobody can take your call right now.',
      ...MESSAGE,
    ]);
  },
);

it('takes a message by key 9', async () => {
  expect(await heard(callFlow, key('9'))).toEqual(MESSAGE);
});

it.each([
  ['another key', key('7')],
  ['a star', key('*')],
  ['silence', silence],
  ['words, which it did not ask for', said('sales')],
  ['an event without keys', { ...silence, dtmf: undefined }],
])('asks again after %s, and after the third time connects to a person', async (_what, event) => {
  expect((await heard(callFlow, event)).slice(0, 3)).toEqual(AGAIN);
  expect((await heard(callFlow, event, event)).slice(0, 3)).toEqual(AGAIN);
  expect(await heard(callFlow, event, event, event)).toEqual([
    'We are connecting you to a person.',
    PERSON,
    ...BEHIND_A_PERSON,
  ]);
});

it('understands a key after a wrong one', async () => {
  expect(await heard(callFlow, key('7'), silence, key('2'))).toContain('447700900012');
});
