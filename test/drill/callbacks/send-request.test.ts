import { Agent, createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendRequest } from '../../../drill/callbacks/send-request.ts';

let server: Server;
const agent = new Agent({ keepAlive: true });
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
afterAll(() => agent.destroy());

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/fallback?a=1`;
}

const REQUEST = {
  method: 'POST',
  headers: [
    ['aUTHORIZATION', 'Bearer 1'],
    ['Authorization', ''],
    ['Authorization', 'Bearer 2'],
  ],
  body: Buffer.from('{"é":1}'),
  query: '',
} as const;

describe('sendRequest', () => {
  it('sends each header as often, and spelled, as it is written, and every byte of the body', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => response.end(JSON.stringify([request.rawHeaders, body, request.url])));
    });
    const { status, body } = await sendRequest(url, REQUEST, agent);
    const [headers, text, path] = JSON.parse(body) as [string[], string, string];
    expect(status).toBe(200);
    expect(headers.slice(2, 8)).toEqual([
      'aUTHORIZATION',
      'Bearer 1',
      'Authorization',
      '',
      'Authorization',
      'Bearer 2',
    ]);
    expect([text, path]).toEqual(['{"é":1}', '/fallback?a=1']);
  });

  it('sends a GET with its query and without a body', async () => {
    const url = await serve((request, response) =>
      response.end(
        `${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['content-length'])}`,
      ),
    );
    const get = { ...REQUEST, method: 'GET', body: Buffer.alloc(0), query: 'to=1&from=2' };
    expect((await sendRequest(url, get, agent)).body).toBe('GET /fallback?to=1&from=2 undefined');
  });

  it('fails where no answer comes', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(sendRequest(url, REQUEST, agent)).rejects.toThrow();
  });
});
