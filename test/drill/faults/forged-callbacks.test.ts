import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { goesOverHttp, readVectors } from '../../../drill/callbacks/read-vectors.ts';
import { forgedCallbacks } from '../../../drill/faults/forged-callbacks.ts';
import type { Outside } from '../../../drill/faults/outside.ts';
import type { HistoryRecord } from '../../../drill/history.ts';
import type { World } from '../../../drill/world/world.ts';

let server: Server;
let asked: string[];
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url?.split('?')[0] ?? ''}`);
    request.resume().on('end', () => {
      response.statusCode = 401;
      response.end('{"code":"token-expired"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function aWorld(): World {
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const urls = {
    answer: `${origin}/answer`,
    event: `${origin}/event`,
    websocketDisconnected: `${origin}/websocket-disconnected`,
    fallback: `${origin}/fallback`,
    front: `${origin}/front`,
  };
  const application = { id: 'an-application', apiKey: 'a-key', signatureSecret: 'a-secret' };
  const description = {
    application,
    primary: urls,
    secondary: urls,
    static: { fallback: `${origin}/static` },
  };
  return { description } as unknown as World;
}

describe('forgedCallbacks', () => {
  it('has told what became of every vector at every way in, once it is undone', async () => {
    const records: HistoryRecord[] = [];
    const undo = await forgedCallbacks.apply(aWorld(), {} as Outside, (record) => records.push(record));
    await undo();
    await undo();
    const vectors = readVectors().filter(goesOverHttp);
    const gets = vectors.filter(({ method }) => method === 'GET').length;
    expect(gets).toBeGreaterThan(0);
    expect(records).toHaveLength(5 * vectors.length - 3 * gets);
    expect(new Set(asked)).toEqual(
      new Set([
        'GET /static',
        'POST /answer',
        'POST /event',
        'POST /websocket-disconnected',
        'POST /fallback',
        'POST /front',
        'GET /fallback',
        'GET /front',
      ]),
    );
    expect(records).toContainEqual(
      expect.objectContaining({
        type: 'vector',
        vector: 'a token of 301 s',
        target: 'the primary’s answer',
        expected: '401 token-expired',
        found: '401 token-expired',
      }),
    );
  });

  it('fails when it is undone, where nothing could be sent', async () => {
    const world = { description: { ...aWorld().description, static: {} } } as World;
    const undo = await forgedCallbacks.apply(world, {} as Outside, () => undefined);
    await expect(undo()).rejects.toThrow();
  });
});
