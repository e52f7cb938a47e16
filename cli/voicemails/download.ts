import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readKey } from '../../contracts/journal/journal-key.ts';
import type { Authorize } from './authorize.ts';
import { checkRecording } from './check-recording.ts';
import { fetchRecording } from './fetch-recording.ts';
import { recordingAddress } from './media-host.ts';
import type { Voicemail } from './voicemail.ts';

/** What became of one recording. */
export type Outcome =
  | { readonly state: 'fetched'; readonly file: string; readonly bytes: number; readonly continuedAt: number }
  | { readonly state: 'there-already'; readonly file: string }
  | { readonly state: 'failed'; readonly problem: string };

/** Fetches one recording into the folder, unless it is there and whole. Never rejects for what concerns it alone. */
export async function download(
  voicemail: Voicemail,
  folder: string,
  authorize: Authorize,
  standIn: string | undefined,
): Promise<Outcome> {
  if (voicemail.url === undefined)
    return { state: 'failed', problem: 'Vonage has lost this recording: its event has no recording_url' };
  const url = recordingAddress(voicemail.url, standIn);
  if (url === undefined) {
    return {
      state: 'failed',
      problem: 'its URL is not under https://api….nexmo.com or https://….vonage.com: nothing was sent there',
    };
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stem = fileStem(voicemail);
    const there = (await readdir(folder)).find(
      (name) => name.startsWith(`${stem}.`) && !name.endsWith('.part'),
    );
    if (there !== undefined) return await asItIs(join(folder, there), voicemail);
    const { sizeBytes } = voicemail;
    const fetched = await fetchRecording(url, await authorize(url), join(folder, stem), { sizeBytes });
    return { state: 'fetched', ...fetched };
  } catch (error) {
    return { state: 'failed', problem: problemOf(error) };
  }
}

async function asItIs(file: string, { sizeBytes }: Voicemail): Promise<Outcome> {
  try {
    await checkRecording(file, sizeBytes);
    return { state: 'there-already', file };
  } catch (error) {
    const found = `${file} is there already and is no whole recording: ${problemOf(error)}`;
    return { state: 'failed', problem: `${found}. It is left as it is: move it elsewhere, then try again` };
  }
}

/** A name of letters, digits and `- _ .` that no other recording has: its time, conversation and digest. */
function fileStem({ key, conversation, timestamp }: Voicemail): string {
  const when = timestamp?.replaceAll(':', '-').replace('.', '-') ?? 'undated';
  return `${when}_${conversation.replace('.', '-')}_${readKey(key)?.digest ?? basename(key)}`;
}

/** `fetch failed` says nothing; its cause does. */
function problemOf(error: unknown): string {
  const { message, cause } = error as Error & { readonly cause?: Error & { readonly code?: string } };
  const why = cause === undefined ? '' : `: ${cause.code ?? cause.message}`;
  return `${message}${why}`;
}
