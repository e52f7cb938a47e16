import type { WebSocket } from 'ws';
import type { Clock } from '../../contracts/clock.ts';
import type { Session } from '../network.ts';
import { Playback } from './playback.ts';
import type { Ticker } from './ticker.ts';

const DIGIT_DURATION_MS = 260;

/** 16-bit mono, 20 ms: 320 bytes at 8 kHz. */
const silenceOf = (contentType: string): Buffer =>
  Buffer.alloc((Number(/rate=(\d+)/.exec(contentType)?.[1] ?? 16_000) / 50) * 2);

/**
 * The conversation on an open socket (DOC21 guides/websockets): `websocket:connected` first, with the headers at its top
 * level, then a frame of audio each 20 ms. Resolves when the socket has closed, with the time of the last audible frame.
 */
export function talkOnWebsocket(
  socket: WebSocket,
  session: Session,
  { ticker, pingMs, clock }: { readonly ticker: Ticker; readonly pingMs: number; readonly clock: Clock },
): Promise<number | undefined> {
  const { contentType, headers, digits, onKeys, onHeard } = session;
  const send = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  const silence = silenceOf(contentType);
  const playback = new Playback(send);
  let heardAtMs: number | undefined;
  socket.on('message', (data, isBinary) => {
    const bytes = data as Buffer;
    if (!isBinary) {
      playback.text(bytes.toString('utf8'));
      return;
    }
    playback.frame();
    if (!bytes.some((byte) => byte !== 0)) return;
    if (heardAtMs === undefined) onHeard();
    heardAtMs = clock.monotonicMs();
  });

  let unanswered = 0;
  socket.on('pong', () => {
    unanswered = 0;
  });
  const pinger = setInterval(() => {
    if (unanswered >= 2) {
      socket.terminate();
      return;
    }
    unanswered += 1;
    socket.ping();
  }, pingMs);

  const stopTicking = ticker.add(() => {
    playback.tick();
    socket.send(silence);
  });
  send({ event: 'websocket:connected', 'content-type': contentType, ...headers });
  const press = (digit: string): void =>
    send({ event: 'websocket:dtmf', digit, duration: DIGIT_DURATION_MS });
  for (const digit of digits) press(digit);
  const stopPressing = onKeys?.(press);

  return new Promise((resolve) => {
    socket.once('close', () => {
      clearInterval(pinger);
      stopTicking();
      stopPressing?.();
      resolve(heardAtMs);
    });
  });
}
