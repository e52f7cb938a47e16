import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { voicemails as command } from '../../../cli/voicemails/command.ts';
import { testIo } from '../link/support/test-io.ts';
import { aCall } from '../support/a-call.ts';
import { capture } from '../support/capture.ts';
import type { Captured } from '../support/capture.ts';
import { APPLICATION_ID, AUDIO, PRIVATE_KEY, startMediaHost } from '../support/media-host.ts';
import type { MediaHost } from '../support/media-host.ts';
import { startTwoJournals } from '../support/two-journals.ts';
import type { TwoJournals } from '../support/two-journals.ts';

export const PATH = new URL(aCall.record.recording_url).pathname;

export interface ADownload {
  readonly journals: TwoJournals;
  /** Has the recording. */
  media: MediaHost;
  /** Where downloads go. */
  readonly folder: string;
  readonly keyFile: string;
  /** Of 2026-01-01. */
  voicemails(...args: readonly string[]): Promise<Captured<number>>;
  download(...args: readonly string[]): Promise<Captured<number>>;
  /** The names of what was downloaded. */
  files(): Promise<readonly string[]>;
  /** The only one. */
  theFile(): Promise<{ readonly name: string; readonly bytes: Buffer }>;
}

/** A call with a recording, and the host that has it, for each test. */
export function aDownload(): ADownload {
  let journals: TwoJournals;
  beforeEach(async () => {
    journals = await startTwoJournals();
    started.media = await startMediaHost();
    started.media.files.set(PATH, AUDIO);
    await writeFile(started.keyFile, PRIVATE_KEY, { mode: 0o600 });
    await journals.keep(aCall.answered, 'eu-central-1');
    await journals.keep(aCall.record, 'eu-central-1', 'eu-west-1');
  });
  afterEach(async () => {
    await started.media.close();
    await journals.close();
  });
  const started: ADownload = {
    get journals() {
      return journals;
    },
    media: undefined as unknown as MediaHost,
    get folder() {
      return join(journals.folder, 'voicemails');
    },
    get keyFile() {
      return join(journals.folder, 'private.key');
    },
    voicemails: (...args) =>
      capture((io) =>
        command.run(['--day', '2026-01-01', '--outputs', journals.outputs, ...args], {
          ...testIo().io,
          ...io,
        }),
      ),
    download: (...args) =>
      started.voicemails(
        ...[
          '--download',
          started.folder,
          '--private-key-file',
          started.keyFile,
          '--application-id',
          APPLICATION_ID,
        ],
        ...['--media-stand-in', started.media.origin, ...args],
      ),
    files: () => readdir(started.folder),
    theFile: async () => {
      const [name = '', ...others] = await started.files();
      expect(others).toEqual([]);
      return { name, bytes: await readFile(join(started.folder, name)) };
    },
  };
  return started;
}
