import { Agent, type ClientRequest, type ClientRequestArgs } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Profile } from '../profile.ts';

/** The connections of one simulator, kept or not as its profile says. */
export class Connections {
  /** Requests under way; whoever destroys one ends it with the outcome `connection-closed`. */
  readonly requests = new Set<ClientRequest>();
  readonly #keeps: boolean;
  readonly #trusts: { readonly ca?: string };
  readonly #kept = new KeptConnections();
  /** By server name. */
  readonly #keptSecure = new Map<string, TlsAgent>();

  /** @param authority PEM of the authority that certificates must be of; undefined: the usual ones */
  constructor({ keepsConnections }: Pick<Profile, 'keepsConnections'>, authority?: string) {
    this.#keeps = keepsConnections;
    this.#trusts = authority === undefined ? {} : { ca: authority };
  }

  /**
   * The agent of one request.
   * @param servername undefined for plain HTTP
   * @param isNew the request needs a new connection
   */
  agent(servername: string | undefined, isNew: boolean): Agent {
    if (!this.#keeps || isNew) {
      return servername === undefined ? new Agent() : new TlsAgent({ servername, ...this.#trusts });
    }
    if (servername === undefined) return this.#kept;
    const known = this.#keptSecure.get(servername);
    if (known !== undefined) return known;
    const agent = new TlsAgent({ servername, keepAlive: true, ...this.#trusts });
    this.#keptSecure.set(servername, agent);
    return agent;
  }

  /** Opens this many connections to each plain HTTP address, as earlier calls would have left them; none if none are kept. */
  async open(addresses: readonly URL[], each: number): Promise<void> {
    if (!this.#keeps) return;
    const hosts = new Map(addresses.map((address) => [address.host, address]));
    const opened = [...hosts.values()].flatMap((address) =>
      Array.from({ length: each }, () => this.#kept.open(address)),
    );
    await Promise.all(opened);
  }

  close(): void {
    for (const request of this.requests) request.destroy();
    for (const agent of [this.#kept, ...this.#keptSecure.values()]) agent.destroy();
  }
}

/** Keeps connections after their requests, and takes those first that were opened in advance. */
class KeptConnections extends Agent {
  readonly #opened = new Map<string, Set<Socket>>();

  constructor() {
    super({ keepAlive: true, maxFreeSockets: Infinity });
  }

  override createConnection(
    ...[options, callback]: Parameters<Agent['createConnection']>
  ): ReturnType<Agent['createConnection']> {
    const { host, port } = options as ClientRequestArgs;
    const opened = this.#opened.get(`${host}:${port}`);
    const socket = opened?.values().next().value;
    if (socket === undefined) return super.createConnection(options, callback);
    opened?.delete(socket);
    return socket as Duplex;
  }

  /** Resolves when the connection is open or has failed. */
  open({ hostname, port, host }: URL): Promise<void> {
    const opened = this.#opened.get(host) ?? new Set();
    this.#opened.set(host, opened);
    return new Promise((resolve) => {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.once('connect', () => {
        opened.add(socket);
        resolve();
      });
      socket.once('close', () => {
        opened.delete(socket);
        resolve();
      });
      socket.on('error', () => undefined);
    });
  }

  override destroy(): void {
    for (const sockets of this.#opened.values()) for (const socket of sockets) socket.destroy();
    super.destroy();
  }
}
