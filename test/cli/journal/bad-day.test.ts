import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calls } from '../../../cli/calls/command.ts';
import type { MergedJournal } from '../../../cli/journal/merged-journal.ts';
import type { Command } from '../../../cli/kit/command.ts';
import { voicemails } from '../../../cli/voicemails/command.ts';
import type { S3Fault } from '../../functions/support/start-s3.ts';
import { testIo } from '../link/support/test-io.ts';
import { CALLER, CONVERSATION, aCall, at } from '../support/a-call.ts';
import { capture } from '../support/capture.ts';
import { APPLICATION_ID, AUDIO, PRIVATE_KEY, startMediaHost } from '../support/media-host.ts';
import type { MediaHost } from '../support/media-host.ts';
import { startTwoJournals } from '../support/two-journals.ts';
import type { TwoJournals } from '../support/two-journals.ts';

const DAY = ['--day', '2026-01-01'] as const;
const isList = (request: string): boolean => request.includes('list-type=2');
const isObject = (request: string): boolean => request.startsWith('GET') && !isList(request);
const isRecord = (request: string): boolean => isObject(request) && request.includes('-record-');

let journals: TwoJournals;
let media: MediaHost;
beforeEach(async () => {
  journals = await startTwoJournals();
  media = await startMediaHost();
  media.files.set(new URL(aCall.record.recording_url).pathname, AUDIO);
  for (const event of [aCall.started, aCall.answered, aCall.completed])
    await journals.keep(event, 'eu-central-1');
  // The recording is in the other region alone.
  await journals.keep(aCall.record, 'eu-west-1');
});
afterEach(async () => {
  await media.close();
  await journals.close();
});

/** Every command that reads the journals, in each way in which it does, and how many events it reads of this call. */
const COMMANDS: readonly (readonly [
  name: string,
  command: Pick<Command, 'run'>,
  args: readonly string[],
  reads: number,
])[] = [
  ['calls --day', calls, DAY, 4],
  ['calls --conversation', calls, ['--conversation', CONVERSATION], 4],
  ['calls --conversation --day', calls, ['--conversation', CONVERSATION, ...DAY], 4],
  ['calls --from', calls, ['--from', CALLER, ...DAY], 4],
  ['voicemails', voicemails, DAY, 1],
  ['voicemails --download', voicemails, [...DAY, '--download', 'FOLDER'], 1],
];

async function run(command: Pick<Command, 'run'>, args: readonly string[]) {
  const keyFile = join(journals.folder, 'private.key');
  await writeFile(keyFile, PRIVATE_KEY, { mode: 0o600 });
  const folder = await mkdtemp(join(journals.folder, 'to-'));
  const download = args.includes('FOLDER')
    ? ['--private-key-file', keyFile, '--application-id', APPLICATION_ID, '--media-stand-in', media.origin]
    : [];
  const given = args.map((arg) => (arg === 'FOLDER' ? folder : arg));
  return capture((io) =>
    command.run([...given, ...download, '--outputs', journals.outputs], { ...testIo().io, ...io }),
  );
}

interface Look {
  readonly complete: boolean;
  readonly unavailable: ReturnType<MergedJournal['unavailable']>;
  readonly unread: ReturnType<MergedJournal['unread']>;
}
const lookOf = ({ out }: { readonly out: string }): Look => JSON.parse(out) as Look;

/** What S3 does, by region. */
const broken = (
  fault: S3Fault,
  isBroken: (request: string) => boolean,
  ...regions: readonly string[]
): void => {
  for (const [region, s3] of Object.entries(journals.s3))
    if (regions.includes(region)) s3.faultOf = (request) => (isBroken(request) ? fault : undefined);
};
const BOTH = ['eu-central-1', 'eu-west-1'] as const;

describe.each(COMMANDS)('npm run %s', (_name, command, args, reads) => {
  /** Says so first, exits with 2, and tells programs. */
  async function expectNotComplete(expected: {
    readonly unread: number;
    readonly unavailable: readonly string[];
  }): Promise<Look> {
    const text = await run(command, args);
    expect(text.out).toMatch(/^NOT COMPLETE: /);
    expect(text.out).not.toMatch(/No recording on|Found no .* in either journal|no gaps/);
    expect(text.result).toBe(2);
    const json = await run(command, [...args, '--json']);
    expect(json.result).toBe(2);
    const look = lookOf(json);
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
    const { out, result } = await run(command, [...args, '--json']);
    expect(JSON.parse(out)).toMatchObject({ complete: true, unread: [], unavailable: [] });
    expect(result).toBe(0);
  });

  it.each<[string, S3Fault]>([
    ['answers 503', 503],
    ['answers 403', 403],
    ['is another document', { text: '<html>sign in</html>' }],
    ['is empty', { text: '' }],
  ])('names a journal whose list %s, and shows what the other one holds', async (_case, fault) => {
    broken(fault, isList, 'eu-west-1');
    const { unavailable } = await expectNotComplete({ unread: 0, unavailable: ['eu-west-1'] });
    expect(unavailable[0]?.prefixes).toEqual(
      expect.arrayContaining([expect.stringMatching(/^calls\/(2026-01-01\/|undated\/|$)/)]),
    );
  });

  it('fails where both lists fail', async () => {
    broken(503, isList, ...BOTH);
    await expect(run(command, args)).rejects.toThrow('Expected at least one of the two journals to answer');
  });

  it.each<[string, S3Fault]>([
    ['answers 403', 403],
    ['answers 404', 404],
    ['answers 503', 503],
    ['resets the connection', 'resets'],
    ['breaks off', { text: '{"receivedAt":"2026-01-01T12:00:00.000Z"}', breaksOff: true }],
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
    broken(fault, isRecord, 'eu-west-1');
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
    broken(503, isObject, ...BOTH);
    const { unread } = await expectNotComplete({ unread: reads, unavailable: [] });
    expect(unread.filter(({ kind }) => kind === 'record')).toHaveLength(1);
  });

  it.each<[string, S3Fault]>([
    ['503', 503],
    ['429', 429],
    ['a reset', 'resets'],
    ['half a body', { text: 'x'.repeat(1000), breaksOff: true }],
  ])('asks again after %s, twice', async (_case, fault) => {
    const times = new Map<string, number>();
    for (const s3 of Object.values(journals.s3))
      s3.faultOf = (request) => {
        const before = times.get(request) ?? 0;
        times.set(request, before + 1);
        return before % 3 < 2 && (isObject(request) || typeof fault !== 'object') ? fault : undefined;
      };
    expect(lookOf(await run(command, [...args, '--json']))).toMatchObject({ complete: true });
    expect(Math.max(...times.values())).toBeGreaterThan(2);
  });
});

describe('a slow journal', () => {
  it('is waited for, some seconds and three times, and then named by all commands', async () => {
    broken('hangs', isRecord, 'eu-west-1');
    const looks = await Promise.all(
      COMMANDS.map(async ([, command, args]) => {
        const ran = await run(command, [...args, '--json']);
        expect(ran.result).toBe(2);
        return lookOf(ran);
      }),
    );
    for (const { complete, unread } of looks) {
      expect(complete).toBe(false);
      expect(unread).toMatchObject([{ kind: 'record', problem: expect.stringContaining('no answer from') }]);
    }
  });
});

describe('many recordings', () => {
  const keepRecordings = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1)
      await journals.keep(
        {
          ...aCall.record,
          recording_uuid: String(index),
          recording_url: `${aCall.record.recording_url}${String(index)}`,
          conversation_uuid: `CON-${String(index)}`,
        },
        'eu-west-1',
      );
  };
  const text = () => run(voicemails, DAY);

  it('are all counted where none can be read: 50', async () => {
    await keepRecordings(49);
    broken(503, isObject, ...BOTH);
    const { out, result } = await text();
    expect(result).toBe(2);
    expect(out).toMatch(/^NOT COMPLETE: 50 events could not be read/);
    expect(out).toContain('No recording of 2026-01-01 (UTC) could be read.');
    expect(out.match(/ {2}record {2,}/g)).toHaveLength(50);
  });

  it('are all listed but for the one that is refused: 199 of 200', async () => {
    await keepRecordings(199);
    broken(403, (request) => isRecord(request) && request.includes('/CON-77/'), 'eu-west-1');
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
    const s3 = journals.s3['eu-west-1'];
    const [key = ''] = s3.keys('a-journal-eu-west-1');
    s3.faultOf = (request) => {
      if (!isList(request)) return undefined;
      if (request.includes('continuation-token')) return 503;
      return list(
        `<IsTruncated>true</IsTruncated><NextContinuationToken>n</NextContinuationToken><Contents><Key>${key}</Key></Contents>`,
      );
    };
    const { out, result } = await run(voicemails, DAY);
    expect(result).toBe(2);
    expect(out).toMatch(/^NOT COMPLETE: the journal of eu-west-1 could not be listed to the end/);
    expect(out).toContain(aCall.record.recording_url);
  });

  it('takes one that does not say how it goes on for none', async () => {
    broken(
      { text: '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>' },
      isList,
      'eu-west-1',
    );
    const { out, result } = await run(voicemails, DAY);
    expect(result).toBe(2);
    expect(out).toContain('expected a listing that says whether it goes on');
  });
});

it('downloads what could be read, although the look was not complete', async () => {
  broken(403, (request) => request.includes('-answered-'), 'eu-central-1');
  const { result, out } = await run(voicemails, [...DAY, '--download', 'FOLDER']);
  expect(out).toMatch(/^NOT COMPLETE: 1 event could not be read/);
  expect(out).toContain(`from ${CALLER}  ${CONVERSATION}`);
  expect(out).toContain('fetched ');
  expect(result).toBe(2);
});
