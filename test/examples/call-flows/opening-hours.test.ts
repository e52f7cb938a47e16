import { callFlow } from '../../../examples/call-flows/opening-hours.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { startRun } from '../../../functions/flow/runs.ts';
import { inWords, nccoOf } from '../../functions/flow/a-menu.ts';
import { askRegion } from '../../functions/support/ask-region.ts';
import { LIVE, SETTINGS } from '../../functions/support/runtime.ts';
import { PERSON, heard, leg } from './a-caller.ts';

const CALL = { from: undefined, to: undefined, uuid: undefined, conversationUuid: undefined, fields: {} };
const urls = {
  websocketDisconnected: 'https://x.example.com/websocket-disconnected',
  event: 'https://x.example.com/event',
};

/** @param time in UTC */
async function heardAt(time: string): Promise<readonly string[]> {
  const atMs = Date.parse(time);
  const context = { settings: SETTINGS, urls, atMs };
  const { flow, finish } = startRun(
    CALL,
    { flow: callFlow, context, secrets: LIVE, reach: REACHES_NOTHING, onTailReplaced: () => undefined },
    atMs,
  );
  return inWords(finish(await flow()));
}
const isOpenAt = async (time: string): Promise<boolean> => (await heardAt(time)).includes(PERSON);

const MESSAGE = [
  'Please leave a message after the tone, with your name and number. We will call you back.',
  'record',
  'Thank you for your message. Goodbye.',
];

it('rings the person while it is open, with a voicemail behind', async () => {
  expect((await heardAt('2026-12-01T10:00:00Z')).slice(0, 2)).toEqual([
    'Thank you for calling Example Limited. We are connecting you.',
    PERSON,
  ]);
});

it('says when it is open, and takes a message, while it is closed', async () => {
  expect(await heardAt('2026-12-01T20:00:00Z')).toEqual([
    expect.stringMatching(/We are closed right now\. We are here from Monday/),
    ...MESSAGE,
  ]);
});

it.each([
  ['before nine', '2026-12-01T07:59:59Z', false],
  ['from nine', '2026-12-01T08:00:00Z', true],
  ['in the last minute', '2026-12-01T16:29:59Z', true],
  ['from half past five', '2026-12-01T16:30:00Z', false],
  ['on Friday until three', '2026-12-04T13:59:00Z', true],
  ['on Friday from three', '2026-12-04T14:00:00Z', false],
  ['on Saturday', '2026-12-05T11:00:00Z', false],
  ['on Sunday', '2026-12-06T11:00:00Z', false],
  ['at midnight', '2026-12-01T23:00:00Z', false],
  ['on a holiday of each year', '2028-12-26T11:00:00Z', false],
  ['on a holiday of one year', '2027-03-29T10:00:00Z', false],
  ['on the same day of another year', '2028-03-29T10:00:00Z', true],
  ['on New Year, in Berlin, not in UTC', '2026-12-31T23:30:00Z', false],
])('knows whether it is open %s', async (_when, time, isOpen) => {
  expect(await isOpenAt(time)).toBe(isOpen);
});

// The clocks of Berlin: +2 h from 29 March 2026, 01:00 UTC, and +1 h again from 25 October 2026, 01:00 UTC.
it.each([
  ['the Friday before summer time', '2026-03-27T08:00:00Z', '2026-03-27T07:59:00Z'],
  ['the Monday after it has begun', '2026-03-30T07:00:00Z', '2026-03-30T06:59:00Z'],
  ['the Friday before it ends', '2026-10-23T07:00:00Z', '2026-10-23T06:59:00Z'],
  ['the Monday after its end', '2026-10-26T08:00:00Z', '2026-10-26T07:59:00Z'],
])('opens at nine in Berlin on %s', async (_day, nine, before) => {
  expect([await isOpenAt(before), await isOpenAt(nine)]).toEqual([false, true]);
});

it('closes at half past five in Berlin in summer and in winter', async () => {
  expect(
    await Promise.all(
      ['2026-07-01T15:29:00Z', '2026-07-01T15:30:00Z', '2026-11-03T16:29:00Z', '2026-11-03T16:30:00Z'].map(
        isOpenAt,
      ),
    ),
  ).toEqual([true, false, true, false]);
});

it('decides by the time that it is given: the tests’ now is New Year’s Day', async () => {
  expect(await heard(callFlow)).toEqual([expect.stringMatching(/closed right now/), ...MESSAGE]);
});

it.each(['busy', 'timeout', 'unanswered'])('takes a message where the person is %s', async (status) => {
  const { response } = await askRegion(
    { route: 'websocket-disconnected', body: leg(status), query: { rung: 'person' } },
    { flow: callFlow },
  );
  expect(inWords(nccoOf(response))).toEqual(['Sorry, nobody can take your call right now.', ...MESSAGE]);
});
