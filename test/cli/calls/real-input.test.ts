import { calls as command } from '../../../cli/calls/command.ts';
import type { CallSummary } from '../../../cli/calls/summary.ts';
import type { Timeline } from '../../../cli/calls/timeline.ts';
import type { Fields } from '../../../contracts/call.ts';
import { CALLER, CONVERSATION, aCall, at } from '../support/a-call.ts';
import { testIo } from '../link/support/test-io.ts';
import { capture } from '../support/capture.ts';
import { startTwoJournals } from '../support/two-journals.ts';
import type { TwoJournals } from '../support/two-journals.ts';

let journals: TwoJournals;
beforeEach(async () => {
  journals = await startTwoJournals();
});
afterEach(() => journals.close());

const DAY = ['--day', '2026-01-01'] as const;
const OURS = '447700900000';
const MOVED_TO = 'CON-bbbbbbbb-bbbb-cccc-dddd-0123456789ab';

const calls = (...args: readonly string[]) =>
  capture((io) => command.run([...args, '--outputs', journals.outputs], { ...testIo().io, ...io }));
const asJson = async <T>(...args: readonly string[]): Promise<T> =>
  JSON.parse((await calls(...args, '--json')).out) as T;
const timeline = (conversation: string, ...more: readonly string[]) =>
  asJson<Timeline>('--conversation', conversation, ...more);
const ofDay = async (day = '2026-01-01'): Promise<readonly CallSummary[]> =>
  (await asJson<{ readonly calls: readonly CallSummary[] }>('--day', day)).calls;
const kinds = ({ events }: Timeline): readonly string[] => events.map(({ kind }) => kind);
const keep = async (...events: readonly Fields[]): Promise<void> => {
  for (const event of events) await journals.keep(event, 'eu-central-1');
};

describe('a caller whose number is withheld', () => {
  it.each<[string, Fields]>([
    ['an empty from', { from: '' }],
    ['a from of null', { from: null }],
    ['no from', { from: undefined }],
  ])('with %s is "withheld", and not our own number', async (_case, from) => {
    const { started, answered, completed, botStarted, botAnswered } = aCall;
    await keep(
      ...[started, answered, completed].map((event) => ({ ...event, ...from })),
      botStarted,
      botAnswered,
    );
    const { calls: found } = await asJson<{ calls: readonly Timeline[] }>('--from', 'withheld', ...DAY);
    expect(found.map(({ conversation }) => conversation)).toEqual([CONVERSATION]);
    await expect(calls('--from', OURS, ...DAY)).rejects.toThrow(`Found no call from ${OURS}`);
    expect((await calls('--conversation', CONVERSATION)).out).toContain(`inbound withheld → ${OURS}`);
  });

  it('is named where one event of the leg names it', async () => {
    await keep({ ...aCall.answered, from: '' }, aCall.completed);
    expect((await calls('--from', CALLER, ...DAY)).out).toContain(CONVERSATION);
  });
});

describe('a leg that moves to another conversation', () => {
  const transfer = {
    type: 'transfer',
    uuid: aCall.started['uuid'],
    conversation_uuid_from: CONVERSATION,
    conversation_uuid_to: MOVED_TO,
    timestamp: at(5),
  };
  const completed = { ...aCall.completed, conversation_uuid: MOVED_TO };
  const WHOLE = ['started', 'answered', 'transfer', 'completed'];

  it.each([CONVERSATION, MOVED_TO])('is one story from %s, with a line for the move', async (id) => {
    await keep(aCall.started, aCall.answered, transfer, completed);
    const shown = await timeline(id);
    expect(kinds(shown)).toEqual(WHOLE);
    expect(shown).toMatchObject({ conversation: CONVERSATION, movedTo: [MOVED_TO], gaps: [] });
    const { out } = await calls('--conversation', id);
    expect(out).toMatch(new RegExp(`^${CONVERSATION} → ${MOVED_TO}\n`));
    expect(out).toMatch(
      new RegExp(
        `transfer +inbound ${CALLER} → ${OURS} +eu-central-1 +moves from ${CONVERSATION} to ${MOVED_TO}\n`,
      ),
    );
  });

  it.each([CONVERSATION, MOVED_TO])('on the day before is found from %s', async (id) => {
    await keep(aCall.started, aCall.answered, transfer);
    await keep({ ...completed, timestamp: '2026-01-02T00:00:01.000Z' });
    expect(kinds(await timeline(id))).toEqual(WHOLE);
  });

  it('may move on, and is one story from any id', async () => {
    const third = 'CON-cccccccc-bbbb-cccc-dddd-0123456789ab';
    const again = {
      ...transfer,
      conversation_uuid_from: MOVED_TO,
      conversation_uuid_to: third,
      timestamp: at(6),
    };
    await keep(aCall.started, aCall.answered, transfer, again, { ...completed, conversation_uuid: third });
    for (const id of [CONVERSATION, MOVED_TO, third])
      expect(kinds(await timeline(id))).toEqual(['started', 'answered', 'transfer', 'transfer', 'completed']);
  });

  it('is one call in the list of the day, and one call of its caller', async () => {
    await keep(aCall.started, aCall.answered, transfer, completed);
    expect(await ofDay()).toMatchObject([
      { conversation: CONVERSATION, movedTo: [MOVED_TO], events: 4, missing: [] },
    ]);
    expect((await calls(...DAY)).out).toContain(`${CONVERSATION} → ${MOVED_TO}`);
    const { calls: found } = await asJson<{ calls: readonly Timeline[] }>('--from', CALLER, ...DAY);
    expect(found.map(kinds)).toEqual([WHOLE]);
  });

  it('whose other half is lost is shown with what there is', async () => {
    await keep(transfer, aCall.started, aCall.answered);
    expect(await timeline(CONVERSATION)).toMatchObject({
      conversation: CONVERSATION,
      missing: ['completed'],
    });
    expect(await ofDay()).toMatchObject([{ conversation: CONVERSATION, missing: ['completed'] }]);
  });
});

describe('a recording that Vonage has lost', () => {
  const lost = { ...aCall.record, recording_url: '', size: 0 };

  it('is shown as one, and is a gap', async () => {
    await keep(aCall.started, aCall.answered, aCall.completed, lost);
    const shown = await timeline(CONVERSATION);
    expect(kinds(shown)).toContain('record');
    expect(shown.gaps).toEqual([
      'a recording was lost: the "record" event kept in eu-central-1 has no recording_url',
    ]);
    expect((await calls('--conversation', CONVERSATION)).out).toContain(
      `recording: 0 bytes, 8 s, ${at(20)} – ${at(28)}, LOST: the event that Vonage sent has no recording_url`,
    );
    expect(await ofDay()).toMatchObject([{ recordings: 0, missing: ['recording'] }]);
  });
});

describe('an event without a timestamp', () => {
  it.each<[string, Fields, string]>([
    ['its end_time', { end_time: '2025-12-31T23:59:59Z', start_time: '2025-12-30T00:00:00Z' }, '2025-12-31'],
    ['its start_time', { start_time: '2025-12-30T23:59:59Z' }, '2025-12-30'],
    ['its receipt', {}, '2026-01-01'],
    ['its receipt, where its times cannot be read', { end_time: 'soon', start_time: 5 }, '2026-01-01'],
  ])('is listed on the day of %s', async (_case, times, day) => {
    const { recording_url, recording_uuid } = aCall.record;
    for (const event of [{ recording_url, recording_uuid }, aCall.transcribed, { type: 'rtc:hangup' }])
      await keep({ ...event, ...times, conversation_uuid: CONVERSATION });
    expect(await ofDay(day)).toMatchObject([{ conversation: CONVERSATION, events: 3, recordings: 1 }]);
    const others = ['2025-12-30', '2025-12-31', '2026-01-01'].filter((each) => each !== day);
    for (const other of others) await expect(calls('--day', other)).rejects.toThrow('Found no event');
  });

  it('that was written before the day is not read for it', async () => {
    await keep(aCall.transcribed);
    const s3 = journals.s3['eu-central-1'];
    s3.requests.length = 0;
    await expect(calls('--day', '2999-01-01')).rejects.toThrow('Found no event');
    expect(s3.requests.filter((request) => !request.includes('list-type=2'))).toEqual([]);
  });
});

describe('an input of nothing', () => {
  it.each<[string, Fields]>([
    ['no digits', { dtmf: '', timed_out: true }],
    ['digits of null', { dtmf: null, timed_out: false }],
    ['no words', { speech: { results: [] } }],
  ])('is an input: %s', async (_case, input) => {
    await keep({ ...input, uuid: aCall.started['uuid'], conversation_uuid: CONVERSATION, timestamp: at(3) });
    expect(kinds(await timeline(CONVERSATION))).toEqual(['input']);
  });
});

describe('the list of a day and the timeline', () => {
  const { started, answered, completed, botStarted, botAnswered } = aCall;
  const busy = { ...started, status: 'busy', timestamp: at(1) };

  it.each<[string, readonly Fields[], readonly string[]]>([
    ['a busy call', [started, busy, completed], []],
    ['a call that is not complete', [started, answered], ['completed']],
    ['a call whose answer was lost', [started, completed], ['answered']],
    [
      'a whole leg beside one without its end',
      [started, answered, completed, botStarted, botAnswered],
      ['completed'],
    ],
    [
      'a busy leg beside one without its answer',
      [{ ...busy, uuid: 'another' }, started, completed],
      ['answered'],
    ],
    [
      'nothing but an error',
      [{ reason: 'x', conversation_uuid: CONVERSATION, timestamp: at(1) }],
      ['answered', 'completed'],
    ],
  ])('say the same of %s', async (_case, events, missing) => {
    await keep(...events);
    expect((await timeline(CONVERSATION)).missing).toEqual(missing);
    expect((await ofDay())[0]?.missing).toEqual(missing);
  });
});
