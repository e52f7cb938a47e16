import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HANDLER_MAY_TAKE_MS, measureHandlers } from '../../../drill/run/measure-handlers.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { aEmulator } from './a-setup.ts';

/** Longer than a handler may take by itself. */
const APPLICATION_MS = 120;

/** Stands for the deployment, whose functions wait for the application, and for the application. */
const asked: string[] = [];
let isEmpty = false;
const server = createServer((request, response) => {
  const { url = '' } = request;
  asked.push(url);
  request.resume();
  const waitsForApplication = url.startsWith('/own/') || (!isEmpty && url !== '/disconnected');
  void sleep(waitsForApplication ? APPLICATION_MS : 0).then(() =>
    response.writeHead(url === '/own/event' ? 204 : 200).end(),
  );
});
let emulator: Emulator;
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn = aEmulator().emulator;
  const region = {
    ...standIn.description.primary,
    answer: `${origin}/answer`,
    event: `${origin}/event`,
    websocketDisconnected: `${origin}/disconnected`,
    fallback: `${origin}/fallback`,
    distribution: `${origin}/fallback`,
  };
  emulator = {
    ...standIn,
    description: {
      ...standIn.description,
      application: { id: 'an-id', apiKey: 'abcd1234', signatureSecret: 's'.repeat(32) },
      primary: region,
      secondary: region,
    },
    replaceBundle: () => {
      isEmpty = true;
      return Promise.resolve(() => Promise.resolve(void (isEmpty = false)));
    },
  };
});
afterAll(() => server.close());

const measure = (application?: Parameters<typeof measureHandlers>[2]) =>
  measureHandlers(emulator, new AbortController().signal, application);

describe('the limit of a webhook handler', () => {
  it('holds what the application takes that is asked directly, for the routes that pass callbacks on', async () => {
    const own = { answer: '/own/answer', event: '/own/event', fallback: '/own/answer' };
    const { routes } = await measure({
      ownAddress: (route) => (route === 'websocket-disconnected' ? undefined : `${origin}${own[route]}`),
    });
    expect(routes.map(({ route, verdict }) => [route, verdict])).toEqual([
      ['answer', 'pass'],
      ['event', 'pass'],
      ['websocket-disconnected', 'pass'],
      ['fallback', 'pass'],
    ]);
    for (const { route, emptyMs, applicationMs, limitMs } of routes) {
      expect(applicationMs !== undefined).toBe(route !== 'websocket-disconnected');
      expect(limitMs).toBe(emptyMs + (applicationMs ?? 0) + HANDLER_MAY_TAKE_MS);
    }
    expect(new Set(asked.filter((path) => path.startsWith('/own/')))).toEqual(
      new Set(['/own/answer', '/own/event']),
    );
  });

  it('is that of an empty function and no more where nothing is passed on', async () => {
    const { routes } = await measure();
    for (const { emptyMs, limitMs, ...times } of routes) {
      expect(times).not.toHaveProperty('applicationMs');
      expect(limitMs).toBe(emptyMs + HANDLER_MAY_TAKE_MS);
    }
    expect(routes.find(({ route }) => route === 'answer')?.verdict).not.toBe('pass');
  });
});
