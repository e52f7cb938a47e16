import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createS3Journal } from '../../../functions/aws/s3-journal.ts';
import type { Fields } from '../../../contracts/call.ts';
import { journalEntry } from '../../../contracts/journal/journal-entry.ts';
import { twoRegions } from '../link/two-regions.ts';
import { startS3 } from '../../functions/support/start-s3.ts';
import type { S3Server } from '../../functions/support/start-s3.ts';

const REGIONS = ['eu-central-1', 'eu-west-1'] as const;
export type Region = (typeof REGIONS)[number];

export interface TwoJournals {
  /** A folder of the test's own. */
  readonly folder: string;
  /** What `npm run local -- --outputs FILE` writes. */
  readonly outputs: string;
  readonly s3: Readonly<Record<Region, S3Server>>;
  /** Keeps an event as the functions of these regions do. */
  keep(event: Fields, ...regions: readonly Region[]): Promise<string>;
  close(): Promise<void>;
}

const bucketOf = (region: Region): string => `a-journal-${region}`;
const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: undefined };
/** When events come, unless a test says otherwise. */
const RECEIVED_AT_MS = Date.UTC(2026, 0, 1, 13);

/** Two regions' journals on loopback, empty. */
export async function startTwoJournals(): Promise<TwoJournals> {
  const folder = await mkdtemp(join(tmpdir(), 'tools-test-'));
  const s3 = {
    'eu-central-1': await startS3(bucketOf('eu-central-1')),
    'eu-west-1': await startS3(bucketOf('eu-west-1')),
  };
  const urlOf = (region: Region): string => `${s3[region].endpoint}/${bucketOf(region)}`;
  const outputs = join(folder, 'outputs.json');
  await writeFile(
    outputs,
    JSON.stringify({
      ...twoRegions,
      'stack-one': { ...twoRegions['stack-one'], JournalUrl: urlOf('eu-central-1') },
      'stack-two': { ...twoRegions['stack-two'], JournalUrl: urlOf('eu-west-1') },
    }),
  );
  let nowMs = RECEIVED_AT_MS;
  return {
    folder,
    outputs,
    s3,
    keep: async (event, ...regions) => {
      let key = '';
      for (const region of regions) {
        const entry = journalEntry(event, { receivedAtMs: (nowMs += 1), region });
        ({ key } = entry);
        const access = { ...KEYS, endpoint: s3[region].endpoint };
        const journal = createS3Journal({ bucket: bucketOf(region), region }, access, { nowMs: Date.now });
        await journal.keep(entry, AbortSignal.timeout(5_000));
      }
      return key;
    },
    close: async () => {
      await Promise.all(REGIONS.map((region) => s3[region].close()));
      await rm(folder, { recursive: true });
    },
  };
}
