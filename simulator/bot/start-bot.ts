import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { BotBehavior, Drop } from './behavior.ts';
import { converse, type BotConversation } from './conversation.ts';

export interface Bot {
  readonly name: string;
  /** `ws://127.0.0.1:<port>/socket`. */
  readonly uri: string;
  /** Every connection that sent `websocket:connected`, oldest first. */
  readonly conversations: readonly BotConversation[];
  /** Sets the behavior for connections from now on, and counts them from now on. Returns the behavior before. */
  behave(behavior: BotBehavior): BotBehavior;
  /** Drops all its callers, at this interval, ms; by default one after the other, so that they are not in lockstep. */
  leave(how: Drop, everyMs?: number): void;
  /** Closes every connection. Safe to call twice. */
  stop(): Promise<void>;
}

/** Each dropped caller causes a dozen requests; at this interval two cores keep up with them. */
const LEAVES_EVERY_MS = 40;

/**
 * The bot that callers talk to in the drill: it answers with a tone. It tells calls apart by `conversation` in the
 * endpoint's `headers`.
 */
export async function startBot({
  name,
  behavior = { kind: 'talks' },
}: {
  readonly name: string;
  readonly behavior?: BotBehavior;
}): Promise<Bot> {
  let current: BotBehavior = behavior;
  const conversations: BotConversation[] = [];
  let countedFrom = 0;
  const connections = new Set<Socket>();
  const leaving = new Set<(how: Drop) => void>();
  const behaviorIn = ({ connected: { conversation } }: BotConversation): BotBehavior => {
    if (current.kind !== 'drops' || current.connections === undefined) return current;
    // A call that is placed again counts as a new one.
    const since = conversations.slice(countedFrom);
    const before = since.filter(({ connected }) => connected['conversation'] === conversation).length;
    return before < current.connections ? current : { kind: 'talks' };
  };
  const server = createServer((_, response) => {
    response.writeHead(426, { 'content-type': 'text/plain' }).end(`${name} speaks WebSocket only.\n`);
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (current.kind === 'never-answers') return;
    if (current.kind === 'refuses') {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const leave = converse(accepted, request, (conversation) => {
        const behavior = behaviorIn(conversation);
        conversations.push(conversation);
        return behavior;
      });
      leaving.add(leave);
      accepted.once('close', () => leaving.delete(leave));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  return {
    name,
    uri: `ws://127.0.0.1:${String(port)}/socket`,
    conversations,
    behave: (next) => {
      const before = current;
      current = next;
      countedFrom = conversations.length;
      return before;
    },
    leave: (how, everyMs = LEAVES_EVERY_MS) => {
      for (const [at, leave] of [...leaving].entries()) setTimeout(leave, at * everyMs, how);
    },
    stop: () => {
      stopped ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      });
      return stopped;
    },
  };
}
