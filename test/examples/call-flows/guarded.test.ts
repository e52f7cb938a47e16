import { callFlow } from '../../../examples/call-flows/guarded.ts';
import type { Happened } from '../../../functions/define-flow.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { inWords } from '../../functions/flow/a-menu.ts';
import { SETTINGS } from '../../functions/support/runtime.ts';
import { PERSON } from './a-caller.ts';

const CALL = { from: undefined, to: undefined, uuid: undefined, conversationUuid: undefined, fields: {} };
const context = {
  settings: SETTINGS,
  urls: { websocketDisconnected: 'https://x.example.com/d', event: 'https://x.example.com/event' },
  atMs: 0,
  socketUri: undefined,
  own: { values: {}, secret: () => Promise.reject(new Error('it declares none')) },
  lookUp: REACHES_NOTHING.lookUp,
};

it('passes callbacks on by the paths of Vonage’s guide', () => {
  expect(callFlow.forward).toMatchObject({
    answerUrl: 'https://voice.example.com/webhooks/answer',
    eventUrl: 'https://voice.example.com/webhooks/event',
    next: 'unreachable',
  });
});

it('connects a person where the application gives no first NCCO', async () => {
  expect(inWords(await callFlow.start(CALL, context))).toEqual([
    'Thank you for calling. We are connecting you to a person.',
    PERSON,
  ]);
});

it.each<[string, Happened]>([
  ['a key', { kind: 'input', digits: '1', speech: [], nothing: false }],
  ['silence', { kind: 'input', digits: '', speech: [], nothing: true }],
  ['a notify', { kind: 'notify', payload: {} }],
  ['nobody reached', { kind: 'connect', status: 'busy', detail: undefined }],
])('connects a person where it fails after %s', async (_what, happened) => {
  const event = { ...CALL, status: undefined, headers: undefined };
  const ncco = await callFlow.steps['unreachable']?.(happened, { ...context, state: null, event });
  expect(inWords(ncco ?? [])).toEqual([
    'Sorry, we cannot go on with this right now. We are connecting you to a person.',
    PERSON,
  ]);
});
