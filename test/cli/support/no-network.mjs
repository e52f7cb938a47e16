/** Preloaded into a process and its children: a connection or a name that is looked up ends it, and says so. */
import { Socket } from 'node:net';
import dns from 'node:dns';

const refuse = (what) => () => {
  process.stderr.write(`NETWORK: ${what}\n`);
  process.exit(99);
};
Socket.prototype.connect = refuse('a connection');
dns.lookup = refuse('a name');
dns.promises.lookup = refuse('a name');
