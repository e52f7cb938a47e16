import { isTrue } from '../../ncco/schema/values.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import type { ActionPlayer } from './action-player.ts';
import type { Call } from '../call/call.ts';

const CHARACTERS_PER_SECOND = 15;

export const talk: ActionPlayer = async (call, action, request) => {
  const text = String(action['text']);
  call.record({ type: 'heard', what: 'talk', content: text, request });
  await playAudio(call, action, text.length / CHARACTERS_PER_SECOND);
  return undefined;
};

const SECONDS = 10;
const AUDIO_TYPES = new Set(['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/x-wav', 'audio/wave']);

/** RIFF/WAVE, or mp3: an ID3 tag or a frame's sync bits. */
function isAudio(body: Buffer): boolean {
  const start = body.toString('latin1', 0, 12);
  if (start.startsWith('RIFF')) return start.endsWith('WAVE');
  return start.startsWith('ID3') || (body[0] === 0xff && ((body[1] ?? 0) & 0xe0) === 0xe0);
}

/** Fetches the audio as Vonage's media servers would: unsigned, GET, once. */
export const stream: ActionPlayer = async (call, action, request) => {
  const { directory, profile } = call.context.options;
  const url = String((action['streamUrl'] as readonly unknown[])[0]);
  const { outcome, body } = await call.context.network.exchange(
    { method: 'GET', url, address: directory.webhook(url), headers: { accept: '*/*' } },
    {
      timeouts: profile.defaultTimeouts.answer,
      socketTimeoutCovers: profile.socketTimeoutCovers,
      onNewConnection: false,
    },
  );
  const notHeard = (detail: string): undefined => {
    call.record({ type: 'not-heard', what: 'stream', content: url, request, detail });
  };
  if (outcome.kind === 'error') return notHeard(`${outcome.error}: ${outcome.detail}`);
  if (outcome.status !== 200) return notHeard(`expected HTTP 200, found ${String(outcome.status)}`);
  const type = (outcome.headers['content-type'] ?? 'none').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!AUDIO_TYPES.has(type)) return notHeard(`expected audio/mpeg or audio/wav, found ${type}`);
  if (!isAudio(body)) return notHeard(`expected mp3 or wav, found ${String(body.length)} other bytes`);
  if (call.ended) return undefined;
  call.record({ type: 'heard', what: 'stream', content: url, request });
  await playAudio(call, action, SECONDS);
  return undefined;
};

/** Waits for the length of a talk or stream. With `bargeIn` the next action (input) starts at once. */
async function playAudio(call: Call, action: NccoAction, seconds: number): Promise<void> {
  if (isTrue(action['bargeIn'])) return;
  const loop = Number(action['loop'] ?? 1);
  if (loop > 0) {
    await call.media(seconds * loop);
    return;
  }
  // An endless loop plays until the caller hangs up.
  const gone = call.clock.joined();
  await call.whenEnded;
  gone();
}
