import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calls } from '../../../cli/calls/command.ts';
import type { MergedJournal } from '../../../cli/journal/merged-journal.ts';
import type { Command } from '../../../cli/kit/command.ts';
import { voicemails } from '../../../cli/voicemails/command.ts';
import type { S3Fault } from '../../functions/support/start-s3.ts';
import { testIo } from '../link/support/test-io.ts';
import { CALLER, CONVERSATION, aCall } from './a-call.ts';
import { capture } from './capture.ts';
import type { Captured } from './capture.ts';
import { APPLICATION_ID, AUDIO, PRIVATE_KEY, startMediaHost } from './media-host.ts';
import type { MediaHost } from './media-host.ts';
import { startTwoJournals } from './two-journals.ts';
import type { Region, TwoJournals } from './two-journals.ts';

export const DAY = ['--day', '2026-01-01'] as const;
export const BOTH = ['eu-central-1', 'eu-west-1'] as const;
export const isList = (request: string): boolean => request.includes('list-type=2');
export const isObject = (request: string): boolean => request.startsWith('GET') && !isList(request);
export const isRecord = (request: string): boolean => isObject(request) && request.includes('-record-');

type Runs = Pick<Command, 'run'>;

/** Every command that reads the journals, in each way in which it does, and how many events it reads of the call. */
export const COMMANDS: readonly (readonly [
  name: string,
  command: Runs,
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

export interface Look {
  readonly complete: boolean;
  readonly unavailable: ReturnType<MergedJournal['unavailable']>;
  readonly unread: ReturnType<MergedJournal['unread']>;
}

export interface BadDay {
  readonly journals: TwoJournals;
  /** What S3 does with such requests, every time, in these regions. */
  broken(fault: S3Fault, isBroken: (request: string) => boolean, ...regions: readonly Region[]): void;
  /** FOLDER is a new one. */
  run(command: Runs, args: readonly string[]): Promise<Captured<number>>;
  /** With --json. */
  look(command: Runs, args: readonly string[]): Promise<Captured<number> & { readonly look: Look }>;
}

/** A call with a recording, for each test: the recording is in the journal of eu-west-1 alone, all else in the other. */
export function badDay(): BadDay {
  let journals: TwoJournals;
  let media: MediaHost;
  beforeEach(async () => {
    journals = await startTwoJournals();
    media = await startMediaHost();
    media.files.set(new URL(aCall.record.recording_url).pathname, AUDIO);
    for (const event of [aCall.started, aCall.answered, aCall.completed])
      await journals.keep(event, 'eu-central-1');
    await journals.keep(aCall.record, 'eu-west-1');
  });
  afterEach(async () => {
    await media.close();
    await journals.close();
  });
  const run: BadDay['run'] = async (command, args) => {
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
  };
  return {
    get journals() {
      return journals;
    },
    broken: (fault, isBroken, ...regions) => {
      for (const region of regions)
        journals.s3[region].faultOf = (request) => (isBroken(request) ? fault : undefined);
    },
    run,
    look: async (command, args) => {
      const captured = await run(command, [...args, '--json']);
      return { ...captured, look: JSON.parse(captured.out) as Look };
    },
  };
}
