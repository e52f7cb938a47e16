import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type OutsideFault,
  type OutsideHost,
  type OutsideRequest,
  startOutsideHost,
} from '../../../emulator/outside/start-outside-host.ts';

const NAME = 'voice.example.com';
const OTHER_NAME = 'events.example.com';
const NCCO = '[{"action":"talk","text":"Hello."}]';

const application = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.once('end', () => {
    seen = { headers: incoming.headers, body: Buffer.concat(chunks).toString() };
    response.writeHead(200, { 'content-type': 'application/json', 'x-own': 'yes' }).end(NCCO);
  });
});
let seen: { readonly headers: unknown; readonly body: string } | undefined;
let host: OutsideHost;

beforeAll(async () => {
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  host = await startOutsideHost([NAME, OTHER_NAME], (application.address() as AddressInfo).port);
});
afterAll(async () => {
  await host.stop();
  await host.stop();
  application.close();
});

/** Status and body; an error's code. */
function ask(
  body = '{"a": 1}',
  withinMs = 5000,
  name = NAME,
): Promise<{ status?: number; text?: string; code?: string }> {
  const { ports, authorityFile = '' } = host.hosts;
  return new Promise((resolve) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: ports[name],
        servername: name,
        ca: readFileSync(authorityFile, 'utf8'),
        agent: false,
        method: 'POST',
        path: '/webhooks/answer?a=b',
        headers: { host: NAME, 'content-type': 'application/json', authorization: 'Bearer abc' },
        signal: AbortSignal.timeout(withinMs),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    outgoing.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve({ code }));
    outgoing.end(body);
  });
}

it('passes requests on as they came, and reports each', async () => {
  const requests: OutsideRequest[] = [];
  const stop = host.onRequest((each) => requests.push(each));
  expect(await ask('{ "é" : 1.0 }')).toEqual({ status: 200, text: NCCO });
  expect(seen).toMatchObject({
    headers: { host: NAME, authorization: 'Bearer abc', 'content-type': 'application/json' },
    body: '{ "é" : 1.0 }',
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(requests).toEqual([
    {
      atMs: expect.any(Number),
      tookMs: expect.any(Number),
      method: 'POST',
      path: '/webhooks/answer?a=b',
      body: '{ "é" : 1.0 }',
      status: 200,
    },
  ]);
  stop();
  await ask();
  expect(requests).toHaveLength(1);
});

it('has a certificate for each of its names', async () => {
  expect(await ask('{}', undefined, OTHER_NAME)).toEqual({ status: 200, text: NCCO });
});

it.each<[OutsideFault, object]>([
  ['refuses', { code: 'ECONNREFUSED' }],
  ['hangs', { code: 'ABORT_ERR' }],
  ['is-slow', { code: 'ABORT_ERR' }],
  ['answers-html', { status: 200, text: expect.stringContaining('<!doctype html>') }],
  ['redirects', { status: 302, text: 'Moved.' }],
  ['answers-500', { status: 500, text: expect.stringContaining('Internal Server Error') }],
  ['answers-invalid-ncco', { status: 200, text: expect.stringContaining('"speak"') }],
])('%s, until that is undone', async (fault, expected) => {
  const undo = await host.break(fault);
  await expect(host.break('refuses')).rejects.toThrow(
    `${NAME} and ${OTHER_NAME} is broken already (${fault})`,
  );
  const found = await ask('{}', 400);
  expect(
    found.code === undefined ? found : { code: found.code.replace('ERR_CANCELED', 'ABORT_ERR') },
  ).toEqual(expected);
  await undo();
  await undo();
  expect(await ask()).toEqual({ status: 200, text: NCCO });
});

it('answers 502 where the application is gone, and reports a request that was given up', async () => {
  const requests: OutsideRequest[] = [];
  const stop = host.onRequest((each) => requests.push(each));
  const undo = await host.break('hangs');
  await ask('{}', 200);
  await undo();
  await new Promise<void>((resolve) => application.close(() => resolve()));
  expect(await ask()).toEqual({ status: 502, text: '' });
  stop();
  expect(requests.map(({ status }) => status)).toEqual([undefined, 502]);
});
