import { calls as command } from '../../../cli/calls/command.ts';
import type { CallSummary } from '../../../cli/calls/summary.ts';
import type { Timeline } from '../../../cli/calls/timeline.ts';
import { voicemails } from '../../../cli/voicemails/command.ts';
import { PROBE_ID } from '../../../contracts/journal/journal-key.ts';
import { CALLER, CONVERSATION, aCall } from '../support/a-call.ts';
import { testIo } from '../link/support/test-io.ts';
import { capture } from '../support/capture.ts';
import { startTwoJournals } from '../support/two-journals.ts';
import type { TwoJournals } from '../support/two-journals.ts';

const EVE = '2026-01-01';
const DAY_AFTER = '2026-01-02';
const BEFORE_MIDNIGHT = '2026-01-01T23:59:00.000Z';
const AFTER_MIDNIGHT = '2026-01-02T00:01:00.000Z';
const MOVED_TO = 'CON-bbbbbbbb-bbbb-cccc-dddd-0123456789ab';
const WHOLE = ['started', 'answered', 'completed'];

let journals: TwoJournals;
beforeEach(async () => {
  journals = await startTwoJournals();
});
afterEach(() => journals.close());

const run = (which: Pick<typeof command, 'run'>, ...args: readonly string[]) =>
  capture((io) => which.run([...args, '--outputs', journals.outputs], { ...testIo().io, ...io }));
const asJson = async <T>(...args: readonly string[]): Promise<T> =>
  JSON.parse((await run(command, ...args, '--json')).out) as T;
const kinds = ({ events }: Timeline): readonly string[] => events.map(({ kind }) => kind);
const keepCall = async (after: object = {}): Promise<void> => {
  await journals.keep({ ...aCall.started, timestamp: BEFORE_MIDNIGHT }, 'eu-central-1');
  await journals.keep({ ...aCall.answered, timestamp: BEFORE_MIDNIGHT }, 'eu-west-1');
  await journals.keep({ ...aCall.completed, timestamp: AFTER_MIDNIGHT, ...after }, 'eu-central-1');
};

describe.each([EVE, DAY_AFTER])('a call over midnight, asked for by %s,', (day) => {
  it('has no gap in the timelines of its caller', async () => {
    await keepCall();
    const { calls } = await asJson<{ calls: readonly Timeline[] }>('--from', CALLER, '--day', day);
    expect(calls.map(kinds)).toEqual([WHOLE]);
    expect(calls).toMatchObject([{ gaps: [], missing: [] }]);
  });

  it('has none in its own timeline', async () => {
    await keepCall();
    const timeline = await asJson<Timeline>('--conversation', CONVERSATION, '--day', day);
    expect(kinds(timeline)).toEqual(WHOLE);
    expect(timeline.gaps).toEqual([]);
  });

  it('has none in the list of the day', async () => {
    await keepCall();
    const { calls } = await asJson<{ calls: readonly CallSummary[] }>('--day', day);
    expect(calls).toMatchObject([
      {
        conversation: CONVERSATION,
        events: 3,
        missing: [],
        firstAt: BEFORE_MIDNIGHT,
        lastAt: AFTER_MIDNIGHT,
      },
    ]);
  });

  it('that moved to another conversation at midnight is one call without a gap', async () => {
    await keepCall({ conversation_uuid: MOVED_TO });
    const moved = { type: 'transfer', uuid: aCall.started['uuid'], timestamp: BEFORE_MIDNIGHT };
    await journals.keep(
      { ...moved, conversation_uuid_from: CONVERSATION, conversation_uuid_to: MOVED_TO },
      'eu-west-1',
    );
    const { calls } = await asJson<{ calls: readonly Timeline[] }>('--from', CALLER, '--day', day);
    expect(calls).toMatchObject([{ conversation: CONVERSATION, movedTo: [MOVED_TO], gaps: [] }]);
    expect(await asJson('--conversation', day === EVE ? CONVERSATION : MOVED_TO, '--day', day)).toMatchObject(
      {
        gaps: [],
      },
    );
  });

  it('still has a gap where its end is lost', async () => {
    await journals.keep({ ...aCall.answered, timestamp: BEFORE_MIDNIGHT }, 'eu-west-1');
    await journals.keep({ ...aCall.botAnswered, timestamp: AFTER_MIDNIGHT }, 'eu-west-1');
    const { calls } = await asJson<{ calls: readonly Timeline[] }>('--from', CALLER, '--day', day);
    expect(calls).toMatchObject([{ missing: ['completed'] }]);
  });
});

describe('the days beside the one that is asked for', () => {
  it('have calls of their own, which are not shown', async () => {
    await keepCall();
    for (const timestamp of ['2025-12-31T23:59:59.999Z', '2026-01-03T00:00:00.000Z'])
      await journals.keep({ ...aCall.answered, conversation_uuid: 'CON-x', timestamp }, 'eu-west-1');
    for (const day of [EVE, DAY_AFTER]) {
      const { calls } = await asJson<{ calls: readonly CallSummary[] }>('--day', day);
      expect(calls.map(({ conversation }) => conversation)).toEqual([CONVERSATION]);
    }
    await expect(run(command, '--conversation', 'CON-x', '--day', EVE)).rejects.toThrow(
      'Found no event of CON-x',
    );
  });

  it('lend nothing to probes, and nothing to events without a conversation', async () => {
    for (const conversation_uuid of [PROBE_ID, undefined])
      for (const timestamp of [BEFORE_MIDNIGHT, AFTER_MIDNIGHT])
        await journals.keep({ ...aCall.started, conversation_uuid, timestamp }, 'eu-west-1');
    const { calls } = await asJson<{ calls: readonly CallSummary[] }>('--day', EVE, '--with-probes');
    expect(calls.map(({ events }) => events)).toEqual([1, 1]);
  });

  it('lend no recording: each is listed on its day', async () => {
    await keepCall();
    await journals.keep({ ...aCall.record, timestamp: AFTER_MIDNIGHT }, 'eu-west-1');
    expect((await run(voicemails, '--day', EVE)).out).toBe(`No recording on ${EVE} (UTC).\n`);
    expect((await run(voicemails, '--day', DAY_AFTER)).out).toContain(`from ${CALLER}  ${CONVERSATION}`);
  });
});
