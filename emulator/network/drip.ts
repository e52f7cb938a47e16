import type { Server } from 'node:http';
import type { Server as TcpServer, Socket } from 'node:net';
import { Duplex } from 'node:stream';

const BYTE_EVERY_MS = 1000;

/**
 * Serves the (closed) port by this HTTP server, whose responses arrive at one byte a second. Resolves with how to give the
 * port back: what has not arrived by then arrives at once.
 * @param accept makes the server of the connections, behind TLS where the port speaks it
 */
export async function openDrip(
  port: number,
  server: Server,
  accept: (onConnection: (socket: Socket) => void) => TcpServer,
): Promise<() => Promise<void>> {
  const dripping = new Set<Dripping>();
  const tcp = accept((socket) => {
    const connection = new Dripping(socket);
    dripping.add(connection);
    connection.once('close', () => dripping.delete(connection));
    server.emit('connection', connection);
  });
  await new Promise<void>((resolve, reject) => {
    tcp.once('error', reject).listen({ port, host: '127.0.0.1', backlog: 511 }, resolve);
  });
  return async () => {
    // Existing connections go on, so the close does not wait for them.
    tcp.close();
    for (const connection of dripping) connection.hurry();
    await new Promise(setImmediate);
  };
}

/** A connection whose writes arrive a byte a second, until it is told to hurry. */
class Dripping extends Duplex {
  readonly #socket: Socket;
  #left: Buffer = Buffer.alloc(0);
  #written: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isHurried = false;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk) => this.push(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', () => undefined);
    socket.once('close', () => this.destroy());
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.#socket.remotePort;
  }

  resetAndDestroy(): void {
    this.#socket.resetAndDestroy();
  }

  hurry(): void {
    this.#isHurried = true;
    this.#drip();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, written: () => void): void {
    this.#left = chunk;
    this.#written = written;
    this.#drip();
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    this.#socket.destroy();
    done(error);
  }

  #drip(): void {
    clearTimeout(this.#timer);
    const bytes = this.#isHurried ? this.#left.length : 1;
    if (this.#left.length > 0) this.#socket.write(this.#left.subarray(0, bytes));
    this.#left = this.#left.subarray(bytes);
    if (this.#left.length > 0) {
      this.#timer = setTimeout(() => this.#drip(), BYTE_EVERY_MS);
      return;
    }
    const written = this.#written;
    this.#written = undefined;
    written?.();
  }
}
