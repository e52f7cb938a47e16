import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { delayed } from '../../../emulator/network/delayed.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('delayed', () => {
  it('hands a request on, with its body, once that time is over', async () => {
    let handedOnMs = 0;
    const port = await serve(
      delayed((request, response) => {
        handedOnMs = performance.now();
        request.pipe(response);
      }, 150),
    );
    const startedMs = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'hello' });
    expect(await response.text()).toBe('hello');
    // A timer of Node's may be early by less than 1 ms.
    expect(handedOnMs - startedMs).toBeGreaterThanOrEqual(149);
  });

  it('does not hand on a request whose sender has left', async () => {
    let handedOn = 0;
    const port = await serve(
      delayed((_request, response) => {
        handedOn += 1;
        response.end();
      }, 100),
    );
    const server = servers[0] as Server;
    const left = once(server, 'connection').then(async ([socket]) => once(socket, 'close'));
    const socket = connect({ port, host: '127.0.0.1' });
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(server, 'request');
    socket.destroy();
    await left;
    // The next one, sent later, is handed on later.
    await (await fetch(`http://127.0.0.1:${port}/`)).text();
    expect(handedOn).toBe(1);
  });

  it('is the listener itself without a latency', () => {
    const listener: RequestListener = () => undefined;
    expect(delayed(listener, 0)).toBe(listener);
  });
});
