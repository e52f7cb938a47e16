import { createWriteStream } from 'node:fs';
import { chmod, link, stat, unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { checkRecording } from './check-recording.ts';

/** A download without a byte for so long is given up; the next run continues it. */
const IDLE_MS = 30_000;

/** Beside `audio/…`: what a host says that does not know the type. */
const NEUTRAL_TYPES = ['', 'application/octet-stream', 'binary/octet-stream', 'application/ogg'];
const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 5;

export interface Fetched {
  readonly file: string;
  readonly bytes: number;
  /** Where an earlier run had left off. */
  readonly continuedAt: number;
}

export interface FetchOptions {
  /** As Vonage's event says. */
  readonly sizeBytes: number | undefined;
  readonly idleMs?: number;
}

/**
 * Fetches a recording into `<stem>.<its format>`, which only its owner reads, by way of `<stem>.part`. The file has its name
 * once it is checked: status, content type, size, and the first bytes. A part that was broken off is continued by the next run.
 * Never overwrites a file.
 * @throws Error when the host refuses, breaks off, falls silent, or sends what is no recording
 */
export async function fetchRecording(
  url: URL,
  authorization: string,
  stem: string,
  options: FetchOptions,
): Promise<Fetched> {
  const { sizeBytes, idleMs = IDLE_MS } = options;
  const part = `${stem}.part`;
  const had = await sizeOf(part);
  const anew = async (): Promise<Fetched> => {
    await unlink(part);
    return fetchRecording(url, authorization, stem, options);
  };
  const idle = startIdle(idleMs);
  try {
    const response = await fetchFollowing(url, {
      headers: { authorization, ...(had === 0 ? {} : { range: `bytes=${String(had)}-` }) },
      signal: idle.signal,
    });
    const isContinued = response.status === 206 && had > 0 && startOf(response) === had;
    if ((response.status === 200 || isContinued) && isAudio(response)) {
      const body = Readable.fromWeb((response.body ?? new Blob([]).stream()) as ReadableStream);
      body.on('data', idle.touch);
      const flags = isContinued ? 'a' : 'w';
      await pipeline(body, createWriteStream(part, { flags, mode: 0o600, flush: true }));
    } else {
      await response.body?.cancel();
      // There is nothing after the part, or it is of something else: from the beginning then.
      if (response.status === 416 && had > 0) return await anew();
      throw new Error(
        isAudio(response) || response.status !== 200
          ? `${url.host} answered ${String(response.status)}`
          : `expected audio of ${url.host}, found the content type ${JSON.stringify(typeOf(response))}`,
      );
    }
    try {
      const file = `${stem}.${await checkRecording(part, sizeBytes)}`;
      await chmod(part, 0o600);
      // Unlike a rename, a link never takes another file's place.
      await link(part, file);
      await unlink(part);
      return { file, bytes: await sizeOf(file), continuedAt: isContinued ? had : 0 };
    } catch (error) {
      // What an earlier run has left may be of something else.
      if (isContinued) return await anew();
      await unlink(part);
      throw error;
    }
  } finally {
    idle.stop();
  }
}

/** Follows redirects on the same host only: what another host sends is no recording of Vonage's. */
async function fetchFollowing(url: URL, init: RequestInit): Promise<Response> {
  let from = url;
  for (let times = 0; times <= MOST_REDIRECTS; times += 1) {
    const response = await fetch(from, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
    if (to?.origin !== url.origin)
      throw new Error(
        `${url.host} redirects to ${to?.origin ?? 'no URL'}, another host: nothing was sent there`,
      );
    from = to;
  }
  throw new Error(`${url.host} redirects more than ${String(MOST_REDIRECTS)} times`);
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

const typeOf = ({ headers }: Response): string =>
  (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

const isAudio = (response: Response): boolean =>
  typeOf(response).startsWith('audio/') || NEUTRAL_TYPES.includes(typeOf(response));
