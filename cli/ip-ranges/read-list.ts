import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { utf8Text } from '../../contracts/utf8-text.ts';
import { CommandError } from '../kit/command-error.ts';
import { printable } from '../kit/printable.ts';

/** A list of ranges as it came. */
export interface ListText {
  readonly text: string;
  /** Its URL, or its file's name: the source of what is new in it. */
  readonly name: string;
}

const MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 20_000;

/** @throws CommandError that says what was expected there, what was found, and what to do */
export async function readList(origin: URL | string): Promise<ListText> {
  const name = typeof origin === 'string' ? basename(origin) : origin.href;
  try {
    const bytes = typeof origin === 'string' ? await readBytes(origin) : await fetchBytes(origin);
    const read = utf8Text(bytes);
    if ('text' in read) return { name, text: read.text };
    throw unusable(name, `expected a list of ranges in UTF-8, found ${read.found}`);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { cause } = error as Error & { readonly cause?: Error };
    const found = `${String(error)}${cause === undefined ? '' : ` (${String(cause)})`}`;
    throw unusable(name, `expected a list of ranges in UTF-8, found ${found}`);
  }
}

async function fetchBytes(url: URL): Promise<Buffer> {
  const response = await fetch(url, {
    // Whoever answers for another address is somebody else.
    redirect: 'manual',
    headers: { accept: 'application/json, text/plain' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    const target = response.headers.get('location');
    const elsewhere = target === null ? '' : ` to ${target}: if that is Vonage's, name it with --url`;
    throw unusable(url.href, `expected status 200, found ${response.status}${elsewhere}`);
  }
  return gather(url.href, response.body ?? []);
}

async function readBytes(name: string): Promise<Buffer> {
  const file = await open(name);
  try {
    return await gather(name, file.createReadStream({ autoClose: false }));
  } finally {
    await file.close();
  }
}

async function gather(name: string, stream: AsyncIterable<Uint8Array> | readonly []): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw unusable(name, `expected at most ${MAX_BYTES} bytes, found more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const unusable = (name: string, problem: string): CommandError =>
  new CommandError(
    `${printable(name)}: ${printable(problem)}. Nothing was changed. Copy the list from Vonage's support pages into a file and name it with --file.`,
  );
