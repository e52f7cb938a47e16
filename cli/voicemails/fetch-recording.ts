import { createWriteStream } from 'node:fs';
import { link, stat, unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** A download without a byte for so long is given up; the next run continues it. */
const IDLE_MS = 30_000;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/ogg': 'ogg',
};

export interface Fetched {
  readonly file: string;
  readonly bytes: number;
  /** Where an earlier run had left off. */
  readonly continuedAt: number;
}

/**
 * Fetches a recording into `<stem>.<its type>`, by way of `<stem>.part`, which the next run continues when this one is
 * broken off. Never overwrites a file.
 * @throws Error when the host refuses, breaks off, or falls silent
 */
export async function fetchRecording(
  url: URL,
  authorization: string,
  stem: string,
  idleMs = IDLE_MS,
): Promise<Fetched> {
  const part = `${stem}.part`;
  const had = await sizeOf(part);
  const idle = startIdle(idleMs);
  try {
    const response = await fetch(url, {
      // To another host, fetch takes no Authorization along when it is redirected.
      headers: { authorization, ...(had === 0 ? {} : { range: `bytes=${String(had)}-` }) },
      signal: idle.signal,
    });
    if (response.status === 416 && had > 0) {
      // There is nothing after the part, or it is of something else: from the beginning then.
      await response.body?.cancel();
      await unlink(part);
      return await fetchRecording(url, authorization, stem, idleMs);
    }
    const isContinued = response.status === 206 && had > 0 && startOf(response) === had;
    if (response.status !== 200 && !isContinued) {
      await response.body?.cancel();
      throw new Error(`${url.host} answered ${String(response.status)}`);
    }
    const body = Readable.fromWeb((response.body ?? new Blob([]).stream()) as ReadableStream);
    body.on('data', idle.touch);
    await pipeline(body, createWriteStream(part, { flags: isContinued ? 'a' : 'w' }));
    const file = `${stem}.${extensionOf(response)}`;
    // Unlike a rename, a link never takes another file's place.
    await link(part, file);
    await unlink(part);
    return { file, bytes: await sizeOf(file), continuedAt: isContinued ? had : 0 };
  } finally {
    idle.stop();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

function startIdle(ms: number): { signal: AbortSignal; touch: () => void; stop: () => void } {
  const silent = new AbortController();
  const giveUp = (): void => silent.abort(new Error(`no byte for ${String(ms)} ms`));
  let timer = setTimeout(giveUp, ms);
  return {
    signal: silent.signal,
    touch: () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, ms);
    },
    stop: () => clearTimeout(timer),
  };
}

/** First byte of `Content-Range: bytes 100-199/200`. */
const startOf = ({ headers }: Response): number =>
  Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? NaN);

/** By the content type; `mp3`, Vonage's default, where that says nothing. */
const extensionOf = ({ headers }: Response): string =>
  EXTENSIONS[(headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? 'mp3';
