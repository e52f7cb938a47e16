import { conversationFolder } from '../../../contracts/journal/journal-key.ts';
import { calls as command } from '../../../cli/calls/command.ts';
import type { Timeline } from '../../../cli/calls/timeline.ts';
import { CALLER, CONVERSATION, aCall, at, otherCall } from '../support/a-call.ts';
import { testIo } from '../link/support/test-io.ts';
import { capture } from '../support/capture.ts';
import { startTwoJournals } from '../support/two-journals.ts';
import type { TwoJournals } from '../support/two-journals.ts';

let journals: TwoJournals;
beforeEach(async () => {
  journals = await startTwoJournals();
});
afterEach(() => journals.close());

const calls = (...args: readonly string[]) =>
  capture((io) => command.run([...args, '--outputs', journals.outputs], { ...testIo().io, ...io }));
const asJson = async <T = Timeline>(...args: readonly string[]): Promise<T> =>
  JSON.parse((await calls(...args, '--json')).out) as T;
const names = (timeline: Timeline) => timeline.events.map(({ kind }) => kind);

/** The whole call, spread over both regions, some of it in both. */
const keepCall = async (): Promise<void> => {
  const { started, ringing, answered, botStarted, botAnswered, botDropped, record, transcribed, completed } =
    aCall;
  // Written in another order than they happened.
  await journals.keep(completed, 'eu-central-1');
  await journals.keep(ringing, 'eu-central-1');
  await journals.keep(started, 'eu-west-1');
  await journals.keep(answered, 'eu-central-1', 'eu-west-1');
  await journals.keep(botDropped, 'eu-west-1');
  await journals.keep(botStarted, 'eu-central-1');
  await journals.keep(botAnswered, 'eu-central-1');
  await journals.keep(transcribed, 'eu-west-1');
  await journals.keep(record, 'eu-west-1', 'eu-central-1');
  await journals.keep(otherCall, 'eu-central-1');
};
const WHOLE = [
  ...['started', 'ringing', 'answered', 'started', 'answered', 'disconnected', 'record', 'completed'],
  // Has no timestamp.
  'transcribed',
];

describe('npm run calls -- --conversation', () => {
  it('merges both journals in the order of the timestamps, each event once', async () => {
    await keepCall();
    const timeline = await asJson('--conversation', CONVERSATION);
    expect(names(timeline)).toEqual(WHOLE);
    expect(timeline).toMatchObject({ conversation: CONVERSATION, gaps: [], missing: [], unavailable: [] });
    expect(timeline.events[2]).toMatchObject({
      regions: ['eu-central-1', 'eu-west-1'],
      timestamp: at(1),
      event: aCall.answered,
    });
    expect(timeline.events[0]).toMatchObject({ regions: ['eu-west-1'], event: aCall.started });
  });

  it('tells the voicemail: URL, size and times', async () => {
    await keepCall();
    const recording = {
      key: expect.stringContaining('-record-'),
      url: aCall.record.recording_url,
      sizeBytes: 12_345,
      startTime: at(20),
      endTime: at(28),
      seconds: 8,
    };
    expect((await asJson('--conversation', CONVERSATION)).recordings).toEqual([recording]);
    const { out } = await calls('--conversation', CONVERSATION);
    expect(out).toContain(`recording: 12345 bytes, 8 s, ${at(20)} – ${at(28)}, ${recording.url}`);
  });

  it('is a table for people: a line for each event, and what is missing', async () => {
    await keepCall();
    const { out, err, result } = await calls('--conversation', CONVERSATION);
    expect([result, err]).toEqual([0, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(2 + WHOLE.length + 2);
    expect(lines[4]).toMatch(
      /^ {2}2026-01-01T12:00:01.000Z {2}answered +inbound 447700900123 → 447700900000 +eu-central-1 \+ eu-west-1$/,
    );
    expect(lines.at(-1)).toBe('  no gaps');
  });

  it('names the gaps', async () => {
    await journals.keep(aCall.started, 'eu-west-1');
    const { gaps } = await asJson('--conversation', CONVERSATION);
    expect(gaps).toEqual([
      expect.stringMatching(/^no "completed" \(.*\) of the leg 447700900123 → 447700900000$/),
    ]);
    expect((await calls('--conversation', CONVERSATION)).out).toContain('gap: no "completed"');
  });

  it.each([
    ['eu-central-1', ['started', 'answered', 'disconnected', 'record', 'transcribed']],
    ['eu-west-1', ['ringing', 'answered', 'started', 'answered', 'record', 'completed']],
  ] as const)(
    'says that the journal of %s is unavailable, and shows what the other one has',
    async (unavailable, kinds) => {
      await keepCall();
      await journals.s3[unavailable].close();
      const { out, err, result } = await calls('--conversation', CONVERSATION, '--json');
      expect(result).toBe(2);
      expect(err).toMatch(
        new RegExp(
          `^NOT COMPLETE: .*missing below.*\nThe journal of ${unavailable} cannot be listed \\(calls/, .*\\): no answer .*ECONNREFUSED.*\\. Start .*\n$`,
        ),
      );
      const timeline = JSON.parse(out) as Timeline;
      expect(names(timeline)).toEqual(kinds);
      expect(timeline).toMatchObject({ unavailable: [{ region: unavailable, problem: expect.any(String) }] });
    },
  );

  it('fails when no journal answers, and says why and what to do', async () => {
    await Promise.all([journals.s3['eu-central-1'].close(), journals.s3['eu-west-1'].close()]);
    await expect(calls('--conversation', CONVERSATION)).rejects.toThrow(
      /at least one of the two journals.*\n {2}eu-.*ECONNREFUSED.*Start the local system of this outputs file again.*\n {2}eu-/,
    );
  });

  it('finds a call on whatever days it was, or by one of them', async () => {
    await journals.keep(aCall.started, 'eu-west-1');
    await journals.keep({ ...aCall.completed, timestamp: '2026-01-02T00:00:01.000Z' }, 'eu-central-1');
    expect(names(await asJson('--conversation', CONVERSATION))).toEqual(['started', 'completed']);
    expect(names(await asJson('--conversation', CONVERSATION, '--day', '2026-01-01'))).toEqual([
      'started',
      'completed',
    ]);
    await expect(calls('--conversation', CONVERSATION, '--day', '2025-12-31')).rejects.toThrow(
      `Found no event of ${CONVERSATION} on 2025-12-31`,
    );
  });

  it('takes an id without its CON-, and one of no expected shape by its own or its listed name', async () => {
    await journals.keep(aCall.started, 'eu-west-1');
    expect(names(await asJson('--conversation', CONVERSATION.slice('CON-'.length)))).toEqual(['started']);
    const hostile = '../../x\n';
    await journals.keep({ ...aCall.started, conversation_uuid: hostile }, 'eu-west-1');
    expect(names(await asJson('--conversation', hostile))).toEqual(['started']);
    expect(names(await asJson('--conversation', conversationFolder(hostile)))).toEqual(['started']);
  });

  it('prints nothing that a terminal would obey', async () => {
    await journals.keep({ ...aCall.started, note: '\u001b[2J\u202Ehello\r\n' }, 'eu-west-1');
    const { out } = await calls('--conversation', CONVERSATION);
    expect(out).toContain('note=\\u001b[2J\\u202ehello\\u000d\\u000a');
  });

  it('says when there is nothing', async () => {
    await expect(calls('--conversation', 'CON-x')).rejects.toThrow(
      'Found no event of CON-x on any day in either journal. Is the id right, with its CON-?',
    );
  });
});

describe('npm run calls -- --from', () => {
  it.each([CALLER, `+${CALLER}`, `00${CALLER}`, '+44 7700 900-123'])(
    'finds the calls of %s',
    async (from) => {
      await keepCall();
      const { calls: found } = await asJson<{ calls: readonly Timeline[] }>(
        '--from',
        from,
        '--day',
        '2026-01-01',
      );
      expect(found.map(({ conversation }) => conversation)).toEqual([CONVERSATION]);
      expect(found.flatMap(names)).toEqual(WHOLE);
    },
  );

  it('looks at who called, not at the legs to others', async () => {
    await keepCall();
    await expect(calls('--from', '447700900000', '--day', '2026-01-01')).rejects.toThrow(
      /^Found no call from 447700900000 on 2026-01-01 \(UTC\) among 2 calls in either journal\. (?:Nearly.*\. )?Days with events \(--day\): 2026-01-01\.$/,
    );
  });

  it('finds a caller of whom one event is left, among those of other legs', async () => {
    await journals.keep(aCall.botAnswered, 'eu-central-1');
    await journals.keep(aCall.completed, 'eu-west-1');
    const { out } = await calls('--from', CALLER, '--day', '2026-01-01');
    expect(out).toContain(CONVERSATION);
  });
});

describe('npm run calls -- --day', () => {
  it('lists the calls of the day in the order in which they began', async () => {
    await keepCall();
    const { calls: found } = await asJson<{ calls: unknown }>('--day', '2026-01-01');
    expect(found).toEqual([
      {
        conversation: CONVERSATION,
        firstAt: at(0),
        // The transcription has no time: when it came counts.
        lastAt: expect.stringMatching(/^2026-01-01T13:00:00/),
        events: 9,
        recordings: 1,
        missing: [],
      },
      {
        conversation: otherCall['conversation_uuid'],
        firstAt: at(60),
        lastAt: at(60),
        events: 1,
        recordings: 0,
        missing: ['completed'],
      },
    ]);
    const { out } = await calls('--day', '2026-01-01');
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^first event \(UTC\) +last event +events +recordings +missing +conversation$/),
      expect.stringMatching(new RegExp(`${CONVERSATION}$`)),
      expect.stringMatching(/ completed +CON-ffffffff/),
    ]);
  });
});
