import type { WebSocket } from 'ws';
import type { Call } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { Playback } from './playback.ts';

export interface Session {
  readonly contentType: string;
  readonly headers: Fields;
  readonly digits: string;
  /** First audible frame from the application. */
  readonly onHeard: () => void;
}

const DIGIT_DURATION_MS = 260;

/** 16-bit mono, 20 ms: 320 bytes at 8 kHz. */
const silenceOf = (contentType: string): Buffer =>
  Buffer.alloc((Number(/rate=(\d+)/.exec(contentType)?.[1] ?? 16_000) / 50) * 2);

/**
 * The conversation on an open socket (DOC21 guides/websockets): `websocket:connected` first, with the headers at its top
 * level, then a frame of audio each 20 ms. Resolves when the socket has closed, with the time of the last audible frame.
 */
export function talkOnWebsocket(
  call: Call,
  socket: WebSocket,
  session: Session,
): Promise<number | undefined> {
  const { contentType, headers, digits, onHeard } = session;
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
    heardAtMs = performance.now();
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
  }, call.context.options.profile.websocketPingMs);

  const stopTicking = call.context.ticker.add(() => {
    playback.tick();
    socket.send(silence);
  });
  send({ event: 'websocket:connected', 'content-type': contentType, ...headers });
  const press = (digit: string): void =>
    send({ event: 'websocket:dtmf', digit, duration: DIGIT_DURATION_MS });
  for (const digit of digits) press(digit);
  const stopPressing = call.plan.onKeys?.(press);

  return new Promise((resolve) => {
    socket.once('close', () => {
      clearInterval(pinger);
      stopTicking();
      stopPressing?.();
      resolve(heardAtMs);
    });
  });
}
