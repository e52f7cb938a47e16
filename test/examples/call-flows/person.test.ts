import { callFlow } from '../../../examples/call-flows/person.ts';
import { inWords, nccoOf } from '../../functions/flow/a-menu.ts';
import { askRegion } from '../../functions/support/ask-region.ts';
import { BEHIND_A_PERSON, PERSON, heard, leg } from './a-caller.ts';

it('rings the person, with a voicemail behind', async () => {
  expect(await heard(callFlow)).toEqual([
    'Thank you for calling Example Limited. We are connecting you.',
    PERSON,
    ...BEHIND_A_PERSON,
  ]);
});

it.each(['busy', 'timeout', 'unanswered', 'rejected', 'failed'])(
  'takes a message where the person is %s',
  async (status) => {
    const { response } = await askRegion(
      { route: 'websocket-disconnected', body: leg(status), query: { rung: 'person' } },
      { flow: callFlow },
    );
    expect(inWords(nccoOf(response))).toEqual([
      'Sorry, nobody can take your call right now. Please leave a message after the tone.',
      'record',
      'Thank you for your message. Goodbye.',
    ]);
  },
);
