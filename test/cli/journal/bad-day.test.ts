import { calls } from '../../../cli/calls/command.ts';
import { voicemails } from '../../../cli/voicemails/command.ts';
import type { S3Fault } from '../../functions/support/start-s3.ts';
import { CALLER, CONVERSATION, aCall, at } from '../support/a-call.ts';
import { BOTH, COMMANDS, DAY, badDay, isList, isObject, isRecord } from '../support/bad-day.ts';
import type { Look } from '../support/bad-day.ts';

const day = badDay();

describe.each(COMMANDS)('npm run %s', (_name, command, args, reads) => {
  /** Says so first, exits with 2, and tells programs. */
  async function expectNotComplete(expected: {
    readonly unread: number;
    readonly unavailable: readonly string[];
  }): Promise<Look> {
    const [text, { look, result }] = await Promise.all([day.run(command, args), day.look(command, args)]);
    expect(text.out).toMatch(/^NOT COMPLETE: /);
    expect(text.out).not.toMatch(/No recording on|Found no .* in either journal|no gaps/);
    expect([text.result, result]).toEqual([2, 2]);
    expect(look.complete).toBe(false);
    expect(look.unread).toHaveLength(expected.unread);
    expect(look.unavailable.map(({ region }) => region)).toEqual(expected.unavailable);
    for (const { key, problem } of look.unread) {
      expect(text.out).toContain(key);
      expect(text.out).toContain(problem);
    }
    return look;
  }

  it('is complete on a good day, and says so to programs', async () => {
    const { look, result } = await day.look(command, args);
    expect(look).toMatchObject({ complete: true, unread: [], unavailable: [] });
    expect(result).toBe(0);
  });

  it.each<[string, S3Fault]>([
    ['answers 503', 503],
    ['answers 403', 403],
    ['is another document', { text: '<html>sign in</html>' }],
    ['is empty', { text: '' }],
  ])('names a journal whose list %s, and shows what the other one holds', async (_case, fault) => {
    day.broken(fault, isList, 'eu-west-1');
    const { unavailable } = await expectNotComplete({ unread: 0, unavailable: ['eu-west-1'] });
    expect(unavailable[0]?.prefixes).toEqual(
      expect.arrayContaining([expect.stringMatching(/^calls\/(2026-01-01\/|undated\/|$)/)]),
    );
  });

  it('fails where both lists fail', async () => {
    day.broken(503, isList, ...BOTH);
    await expect(day.run(command, args)).rejects.toThrow(
      'Expected at least one of the two journals to answer',
    );
  });

  it.each<[string, S3Fault]>([
    ['answers 403', 403],
    ['answers 404', 404],
    ['answers 503', 503],
    ['resets the connection', 'resets'],
    ['breaks off', { text: '{"receivedAt":"2026-01-01T12:00:00.000Z"}', after: 'breaks off' }],
    ['is empty', { text: '' }],
    ['is half a record', { text: '{"receivedAt":"2026-01-01T12:00:00.000Z"' }],
    ['is other JSON', { text: '{"receivedAt":"soon","region":"eu-west-1","event":{}}' }],
    [
      'is nested too deep',
      {
        text: `{"receivedAt":"2026-01-01T12:00:00.000Z","region":"x","event":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      },
    ],
  ])('counts, names and lists an object that %s; the others are read', async (_case, fault) => {
    day.broken(fault, isRecord, 'eu-west-1');
    const { unread } = await expectNotComplete({ unread: 1, unavailable: [] });
    expect(unread).toEqual([
      {
        key: expect.stringMatching(/^calls\/2026-01-01\/CON-.*-record-/),
        conversation: CONVERSATION,
        kind: 'record',
        timestamp: at(28),
        regions: ['eu-west-1'],
        problem: expect.any(String),
        fix: expect.any(String),
      },
    ]);
  });

  it('calls nothing absent where no object at all can be read', async () => {
    day.broken(503, isObject, ...BOTH);
    const { unread } = await expectNotComplete({ unread: reads, unavailable: [] });
    expect(unread.filter(({ kind }) => kind === 'record')).toHaveLength(1);
  });

  it.each<[string, S3Fault]>([
    ['503', 503],
    ['a reset', 'resets'],
    ['half a body', { text: 'x'.repeat(1000), after: 'breaks off' }],
  ])('asks again after %s, twice', async (_case, fault) => {
    const times = new Map<string, number>();
    for (const s3 of Object.values(day.journals.s3))
      s3.faultOf = (request) => {
        const before = times.get(request) ?? 0;
        times.set(request, before + 1);
        return before % 3 < 2 && (isObject(request) || typeof fault !== 'object') ? fault : undefined;
      };
    expect((await day.look(command, args)).look).toMatchObject({ complete: true });
    expect(Math.max(...times.values())).toBeGreaterThan(2);
  });
});

it('counts a recording that cannot be read beside those that can, in the list of the day', async () => {
  day.broken(403, isRecord, 'eu-west-1');
  expect((await day.run(calls, DAY)).out).toMatch(/ 4 +0 and 1 unreadable +record \(unreadable\) +CON-/);
  expect(JSON.parse((await day.run(calls, [...DAY, '--json'])).out)).toMatchObject({
    calls: [{ recordings: 0, unreadRecordings: 1, missing: ['record (unreadable)'] }],
  });
});

it.each([
  ['--day', '2026-02-01'],
  ['--from', '447700900999', ...DAY],
  ['--conversation', 'CON-gone'],
  ['--conversation', 'CON-gone', ...DAY],
])('does not call absent what is not in the part that could be listed: calls %s %s', async (...args) => {
  day.broken(403, isList, 'eu-west-1');
  const { out, result } = await day.run(calls, args);
  expect(result).toBe(2);
  expect(out).toMatch(/^NOT COMPLETE: .*\n.*\n\nFound no .* in what could be read of the journals\./);
  const { look, result: code } = await day.look(calls, args);
  expect([code, look.complete]).toEqual([2, false]);
  expect(look).toMatchObject({ unavailable: [{ region: 'eu-west-1' }] });
});

describe('a caller of whom no event can be read', () => {
  const OURS = '447700900000';
  beforeEach(async () => {
    await day.journals.keep(aCall.botStarted, 'eu-west-1');
    await day.journals.keep({ ...aCall.ringing, from: '' }, 'eu-west-1');
  });
  const unreadIs = (...kinds: readonly string[]): void =>
    day.broken(403, (request) => kinds.some((kind) => request.includes(`-${kind}-`)), 'eu-central-1');

  it('is not withheld, and is not our own number, which other legs name', async () => {
    unreadIs('started', 'answered', 'completed');
    expect((await day.run(voicemails, DAY)).out).toContain(`from ?  ${CONVERSATION}`);
    for (const from of [OURS, 'withheld']) {
      const { out, result } = await day.run(calls, ['--from', from, ...DAY]);
      expect(result).toBe(2);
      expect(out).toContain(
        `Found no call from ${from} on 2026-01-01 (UTC) among 1 call in what could be read of the journals. 1 of them do not say, as far as they can be read, who called.`,
      );
    }
  });

  it('is known where one event names them', async () => {
    unreadIs('started', 'answered');
    expect((await day.run(voicemails, DAY)).out).toContain(`from ${CALLER}  ${CONVERSATION}`);
  });
});

describe('many recordings', () => {
  const keepRecordings = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1)
      await day.journals.keep(
        {
          ...aCall.record,
          recording_uuid: String(index),
          recording_url: `${aCall.record.recording_url}${String(index)}`,
          conversation_uuid: `CON-${String(index)}`,
        },
        'eu-west-1',
      );
  };
  const text = () => day.run(voicemails, DAY);

  it('are all counted where none can be read: 50', async () => {
    await keepRecordings(49);
    day.broken(503, isObject, ...BOTH);
    const { out, result } = await text();
    expect(result).toBe(2);
    expect(out).toMatch(/^NOT COMPLETE: 50 events could not be read/);
    expect(out).toContain('No recording of 2026-01-01 (UTC) could be read.');
    expect(out.match(/ {2}record {2,}/g)).toHaveLength(50);
  });

  it('are all listed but for the one that is refused: 199 of 200', async () => {
    await keepRecordings(199);
    day.broken(403, (request) => isRecord(request) && request.includes('/CON-77/'), 'eu-west-1');
    const { out, result } = await text();
    expect(result).toBe(2);
    expect(out).toMatch(/^NOT COMPLETE: 1 event could not be read/);
    expect(out.match(/https:\/\/api\.nexmo\.com/g)).toHaveLength(199);
    expect(out).toMatch(/2026-01-01T12:00:28\.000Z {2}record {2}CON-77 /);
  });
});

describe('a list of several pages', () => {
  it('shows the pages before the one that fails', async () => {
    const list = (more: string): S3Fault => ({
      text: `<?xml version="1.0"?><ListBucketResult>${more}</ListBucketResult>`,
    });
    const s3 = day.journals.s3['eu-west-1'];
    const [key = ''] = s3.keys('a-journal-eu-west-1');
    s3.faultOf = (request) => {
      if (!isList(request)) return undefined;
      if (request.includes('continuation-token')) return 503;
      return list(
        `<IsTruncated>true</IsTruncated><NextContinuationToken>n</NextContinuationToken><Contents><Key>${key}</Key></Contents>`,
      );
    };
    const { out, result } = await day.run(voicemails, DAY);
    expect(result).toBe(2);
    expect(out).toMatch(/^NOT COMPLETE: the journal of eu-west-1 could not be listed to the end/);
    expect(out).toContain(aCall.record.recording_url);
  });

  it('takes one that does not say how it goes on for none', async () => {
    day.broken(
      { text: '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>' },
      isList,
      'eu-west-1',
    );
    const { out, result } = await day.run(voicemails, DAY);
    expect(result).toBe(2);
    expect(out).toContain('expected a listing that says whether it goes on');
  });
});

it('downloads what could be read, although the look was not complete', async () => {
  day.broken(403, (request) => request.includes('-answered-'), 'eu-central-1');
  const { result, out } = await day.run(voicemails, [...DAY, '--download', 'FOLDER']);
  expect(out).toMatch(/^NOT COMPLETE: 1 event could not be read/);
  expect(out).toContain(`from ${CALLER}  ${CONVERSATION}`);
  expect(out).toContain('fetched ');
  expect(result).toBe(2);
});
