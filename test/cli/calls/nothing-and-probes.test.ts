import { PROBE_ID, TUNE_ID } from '../../../contracts/journal/journal-key.ts';
import { calls as command } from '../../../cli/calls/command.ts';
import type { Timeline } from '../../../cli/calls/timeline.ts';
import { CALLER, CONVERSATION, aCall, otherCall } from '../support/a-call.ts';
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

const keepCall = async (): Promise<void> => {
  for (const event of [aCall.started, aCall.answered, aCall.completed])
    await journals.keep(event, 'eu-west-1');
  await journals.keep(otherCall, 'eu-central-1');
};

describe('npm run calls -- --from, where nothing is found,', () => {
  it('names a number that is nearly the same, and the days that hold events', async () => {
    await keepCall();
    await journals.keep({ ...aCall.started, timestamp: '2026-01-03T00:00:01.000Z' }, 'eu-central-1');
    await expect(calls('--from', '497700900123', '--day', '2026-01-01')).rejects.toThrow(
      `Nearly the same number: ${CALLER}. Days with events (--day): 2026-01-01, 2026-01-03.`,
    );
  });

  it('names those days for another day, and for a conversation of another day', async () => {
    await keepCall();
    const days = 'Days with events (--day): 2026-01-01.';
    await expect(calls('--day', '2026-01-02')).rejects.toThrow(
      `Found no event on 2026-01-02 (UTC) in either journal. ${days}`,
    );
    await expect(calls('--from', CALLER, '--day', '2026-01-02')).rejects.toThrow(
      `among 0 calls in either journal. ${days}`,
    );
    await expect(calls('--conversation', 'CON-x', '--day', '2026-01-02')).rejects.toThrow(
      `Leave --day out to look at every day. ${days}`,
    );
  });
});

describe('probes of our own', () => {
  const probe = (conversation: string) => ({
    ...aCall.started,
    conversation_uuid: conversation,
    uuid: conversation,
  });
  const day = ['--day', '2026-01-01'] as const;

  it('are no calls: left out of the list, counted in one line, and shown where they are asked for', async () => {
    await keepCall();
    await journals.keep(probe(PROBE_ID), 'eu-west-1');
    await journals.keep(probe(TUNE_ID), 'eu-west-1');
    const { out } = await calls(...day);
    expect(out.trimEnd().split('\n')).toHaveLength(4);
    expect(out).toContain(
      'Left out, since no caller is in it: link-probe, 1 event of npm run link -- verify; link-tune, 1 event of npm run link -- tune. --with-probes shows it.',
    );
    expect((await calls(...day, '--with-probes')).out).toMatch(/ link-probe\n.* link-tune$/m);
    expect(await asJson(...day)).toMatchObject({
      calls: [{ conversation: CONVERSATION }, {}],
      probes: [
        { conversation: PROBE_ID, events: 1 },
        { conversation: TUNE_ID, events: 1 },
      ],
    });
  });

  it('alone are no failure, and no broken call', async () => {
    await journals.keep(probe(PROBE_ID), 'eu-west-1');
    const { out, result } = await calls(...day);
    expect(result).toBe(0);
    expect(out).toMatch(/^No call on 2026-01-01 \(UTC\)\.\nLeft out, .* link-probe, /);
    const timeline = await calls('--conversation', PROBE_ID);
    expect(timeline.out).toContain('a probe of npm run link -- verify, and no call');
    expect(timeline.out).not.toContain('gap');
  });

  it('are not among the calls of their number', async () => {
    await journals.keep(probe(PROBE_ID), 'eu-west-1');
    await expect(calls('--from', CALLER, ...day)).rejects.toThrow('among 0 calls');
    expect((await calls('--from', CALLER, ...day, '--with-probes')).out).toContain(PROBE_ID);
  });
});
