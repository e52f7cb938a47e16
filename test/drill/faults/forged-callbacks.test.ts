import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { goesOverHttp, readVectors } from '../../../drill/callbacks/read-vectors.ts';
import { forgedCallbacks } from '../../../drill/faults/forged-callbacks.ts';
import type { Outside } from '../../../drill/faults/outside.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import type { Emulator } from '../../../emulator/emulator.ts';

let server: Server;
let asked: string[];
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url?.split('?')[0] ?? ''}`);
    if (request.url === '/event') return void request.socket.destroy();
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

function aEmulator(): Emulator {
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const urls = {
    answer: `${origin}/answer`,
    event: `${origin}/event`,
    websocketDisconnected: `${origin}/websocket-disconnected`,
    fallback: `${origin}/fallback`,
    distribution: `${origin}/distribution`,
  };
  const application = { id: 'an-application', apiKey: 'a-key', signatureSecret: 'a-secret' };
  const description = {
    application,
    primary: urls,
    secondary: urls,
    static: { fallback: `${origin}/static` },
  };
  return { description } as unknown as Emulator;
}

describe('forgedCallbacks', () => {
  it('has recorded the result of every vector at every target, once it is undone', async () => {
    const records: HistoryRecord[] = [];
    const undo = await forgedCallbacks.apply(aEmulator(), {} as Outside, (record) => records.push(record));
    await undo();
    await undo();
    const vectors = readVectors().filter(goesOverHttp);
    const gets = vectors.filter(({ method }) => method === 'GET').length;
    expect(gets).toBeGreaterThan(0);
    expect(records).toHaveLength(6 * vectors.length - 4 * gets);
    expect(new Set(asked)).toEqual(
      new Set([
        'GET /static',
        'POST /answer',
        'POST /event',
        'POST /event/bWVudQ',
        'POST /websocket-disconnected',
        'POST /fallback',
        'POST /distribution',
        'GET /fallback',
        'GET /distribution',
      ]),
    );
    const resultsOf = (vector: string) =>
      records.flatMap((record) =>
        record.type === 'vector' && record.vector === vector && /answer|event/.test(record.target)
          ? [[record.target, record.expected, record.found]]
          : [],
      );
    const lost = expect.stringMatching(/Error: /);
    expect(resultsOf('a token of 301 s')).toEqual([
      ['the primary’s answer', '401 token-expired', '401 token-expired'],
      ['the primary’s event', '401 token-expired', lost],
      ['the primary’s event with a state', '401 token-expired', '401 token-expired'],
    ]);
    expect(resultsOf('a POST as the platform sends it')).toEqual([
      ['the primary’s answer', '200 and an NCCO', '401 token-expired'],
      ['the primary’s event', '200 and nothing', lost],
      ['the primary’s event with a state', '200 and nothing', '401 token-expired'],
    ]);
  });

  it('fails when it is undone, where nothing could be sent', async () => {
    const emulator = { description: { ...aEmulator().description, static: {} } } as Emulator;
    const undo = await forgedCallbacks.apply(emulator, {} as Outside, () => undefined);
    // Until then no code awaits it: the rejection must not end the drill.
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', listener);
    await sleep(20);
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
    await expect(undo()).rejects.toThrow();
  });
});
