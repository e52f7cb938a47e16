import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Exchange } from '../../../emulator/exchange.ts';
import { observed } from '../../../emulator/network/observed.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

let seen: Promise<Exchange>;
async function serve(listener: RequestListener): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  seen = promise;
  const server = createServer(observed(listener, 'primary', resolve));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an observed listener', () => {
  it('answers as before, and reports what it was asked and what it answered', async () => {
    const url = await serve((request, response) => {
      response.setHeader('X-One', '1');
      response.writeHead(201, { 'X-Two': '2' });
      response.write('half ');
      request.pipe(response);
    });
    const response = await fetch(`${url}/a?b=c`, { method: 'POST', body: 'whole' });
    expect([response.status, response.headers.get('x-two'), await response.text()]).toEqual([
      201,
      '2',
      'half whole',
    ]);
    expect(await seen).toMatchObject({
      listener: 'primary',
      method: 'POST',
      url: '/a?b=c',
      status: 201,
      headers: { 'x-one': '1', 'x-two': '2' },
      body: 'half whole',
    });
  });

  it('reports headers that are given with the status alone', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'X-Cache': 'Error from cloudfront' }).end();
    });
    await fetch(url);
    expect((await seen).headers).toEqual({ 'x-cache': 'Error from cloudfront' });
  });

  it('reports no status where the client left before the answer', async () => {
    const url = await serve(() => undefined);
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    setTimeout(() => socket.destroy(), 100);
    expect(await seen).toMatchObject({ url: '/slow', status: undefined });
  });

  it('keeps the beginning of a long answer', async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(200_000, 'x')));
    expect(await (await fetch(url)).text()).toHaveLength(200_000);
    expect((await seen).body).toHaveLength(64 * 1024);
  });
});
