import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { BotBehavior, Drop } from './behavior.ts';
import { controlCaller } from './control-caller.ts';

/** What the bot received in one call. */
export interface BotConversation {
  /** `websocket:connected` with the NCCO's `headers` at its top level. */
  readonly connected: Readonly<Record<string, unknown>>;
  readonly handshakeHeaders: Readonly<Record<string, string | string[] | undefined>>;
  audioFrames: number;
  readonly digits: string[];
  /** Answers to its commands, in the order in which they came: `cleared`, and the payload of a `notify`. */
  readonly answers: unknown[];
  /** Close code and reason, once the socket is gone. */
  closed?: { readonly code: number; readonly reason: string };
}

const FRAMES_PER_SECOND = 50;
const HERTZ = 440;
const LOUDNESS = 8000;
const FRAME_MS = 20;
/** RFC 6455: a close frame holds 123 bytes of reason. */
const LONGEST_REASON = 120;
const tones = new Map<number, readonly Buffer[]>();

function toneFor(contentType: unknown): readonly Buffer[] {
  const rate = Number(/rate=(\d+)/.exec(String(contentType))?.[1] ?? 16_000);
  const tone = tones.get(rate) ?? toneFrames(rate);
  tones.set(rate, tone);
  return tone;
}

function drop(socket: WebSocket, raw: Socket, how: Drop): void {
  if (how === 'cleanly') socket.close(1001, 'going away');
  else if (how === 'reset') raw.resetAndDestroy();
  else socket.pause();
}

/**
 * Talks on one socket until it closes. `onConnected` gets the conversation at its beginning, and returns how the bot behaves
 * in it. Returns a function that drops the connection at once.
 */
export function converse(
  socket: WebSocket,
  request: IncomingMessage,
  onConnected: (conversation: BotConversation) => BotBehavior,
): (how: Drop) => void {
  let conversation: BotConversation | undefined;
  let talking: NodeJS.Timeout | undefined;
  let leaving: NodeJS.Timeout | undefined;
  const silent = (): void => {
    clearInterval(talking);
    clearTimeout(leaving);
  };

  const leave = (how: Drop): void => {
    silent();
    drop(socket, request.socket, how);
  };
  const begin = (connected: Readonly<Record<string, unknown>>): void => {
    conversation = { connected, handshakeHeaders: request.headers, audioFrames: 0, digits: [], answers: [] };
    const behavior = onConnected(conversation);
    if (behavior.kind === 'mute') return;
    const tone = toneFor(connected['content-type']);
    let frame = 0;
    const speak = (): void => {
      const next = tone[frame % tone.length];
      if (next) socket.send(next);
      frame += 1;
    };
    speak();
    talking = setInterval(speak, FRAME_MS);
    if (behavior.kind === 'drops') {
      leaving = setTimeout(() => {
        // A late timer may fire before the simulator has read the first frame, and a reset would discard it unread.
        setImmediate(() => {
          if (socket.readyState === socket.OPEN) leave(behavior.how);
        });
      }, behavior.afterMs);
    } else if (behavior.kind === 'sends-commands') {
      leaving = setTimeout(() => {
        socket.send(JSON.stringify({ action: 'notify', payload: { said: 'greeting' } }));
      }, behavior.afterMs);
    } else if (behavior.kind === 'hangs-up' || behavior.kind === 'hands-over') {
      const command =
        behavior.kind === 'hangs-up'
          ? ({ action: 'hangup' } as const)
          : ({ action: 'transfer', destination: { type: 'ncco', ncco: behavior.ncco } } as const);
      leaving = setTimeout(() => {
        controlCaller(connected, command).then(
          () => {
            socket.close(1000, 'goodbye');
          },
          (error: unknown) => {
            socket.close(1011, String(error).slice(0, LONGEST_REASON));
          },
        );
      }, behavior.afterMs);
    }
  };

  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      if (conversation) conversation.audioFrames += 1;
      return;
    }
    const message = JSON.parse((data as Buffer).toString('utf8')) as Record<string, unknown>;
    switch (message['event']) {
      case 'websocket:connected':
        begin(message);
        break;
      case 'websocket:dtmf':
        conversation?.digits.push(String(message['digit']));
        break;
      case 'websocket:cleared':
        conversation?.answers.push('cleared');
        break;
      case 'websocket:notify':
        conversation?.answers.push(message['payload']);
        socket.send(JSON.stringify({ action: 'clear' }));
        break;
      default:
    }
  });
  socket.on('error', silent);
  socket.on('close', (code, reason) => {
    silent();
    if (conversation) conversation.closed = { code, reason: reason.toString('utf8') };
  });
  return leave;
}

/** One second of a tone in 20 ms frames of 16-bit little-endian mono; whole cycles, so that it can be looped. */
export function toneFrames(samplesPerSecond: number): readonly Buffer[] {
  const samples = samplesPerSecond / FRAMES_PER_SECOND;
  return Array.from({ length: FRAMES_PER_SECOND }, (_, frame) => {
    const buffer = Buffer.alloc(samples * 2);
    for (let i = 0; i < samples; i += 1) {
      const seconds = (frame * samples + i) / samplesPerSecond;
      buffer.writeInt16LE(Math.round(LOUDNESS * Math.sin(2 * Math.PI * HERTZ * seconds)), i * 2);
    }
    return buffer;
  });
}
