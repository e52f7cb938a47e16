// Listens on the given port with the shortest queue and then blocks its only thread: nothing is ever
// accepted. It cannot see its parent's end by an event, so it looks for itself.
import { createServer } from 'node:net';

const [port, parent] = process.argv.slice(2).map(Number);
const server = createServer();
server.on('error', (error) => {
  process.send({ error: error.message }, () => process.exit(1));
});
server.listen({ port, host: '127.0.0.1', backlog: 1 }, () => {
  if (process.ppid !== parent) process.exit(0);
  process.send('listening', () => {
    const clock = new Int32Array(new SharedArrayBuffer(4));
    while (process.ppid === parent) Atomics.wait(clock, 0, 0, 200);
    process.exit(0);
  });
});
