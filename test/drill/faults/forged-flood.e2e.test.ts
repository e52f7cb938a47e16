import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outside } from '../../../drill/faults/outside.ts';
import { forgedFlood } from '../../../drill/faults/forged-flood.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import type { Emulator, EmulatorDescription } from '../../../emulator/emulator.ts';

const SECRET = 'the-secret-of-the-application';
const ANNOUNCEMENT = '[{"action":"talk","text":"We cannot take your call."}]';

interface Asked {
  readonly method: string | undefined;
  readonly path: string;
  readonly body: string;
  readonly token: string;
}

let server: Server;
let asked: Asked[];
let answer: (request: IncomingMessage) => readonly [status: number, body: string];

/** Refuses as the deployment does. */
const refuses = ({ url = '' }: IncomingMessage): readonly [number, string] => {
  if (/distribution|announcement/.test(url)) return [200, ANNOUNCEMENT];
  return url.includes('fallback') ? [403, ''] : [401, ''];
};

const listener: RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.once('end', () => {
    const path = request.url ?? '';
    if (path !== '/announcement')
      asked.push({
        method: request.method,
        path: path.replace(/\?.*/, ''),
        body,
        token: request.headers.authorization?.replace(/^Bearer /, '') ?? '',
      });
    const [status, text] = answer(request);
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end(text);
  });
};

beforeEach(async () => {
  asked = [];
  answer = refuses;
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

function aEmulator(): Emulator {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const urlsOf = (region: string) => ({
    region,
    answer: `${origin}/${region}/answer`,
    event: `${origin}/${region}/event`,
    websocketDisconnected: `${origin}/${region}/websocket-disconnected`,
    fallback: `${origin}/${region}/fallback`,
    health: `${origin}/${region}/health`,
    distribution: `${origin}/${region}/distribution`,
  });
  const description: Omit<EmulatorDescription, 'voice'> = {
    application: { id: 'an-application', apiKey: 'abcd1234', signatureSecret: SECRET },
    primary: urlsOf('a-region'),
    secondary: urlsOf('another-region'),
    static: { fallback: `${origin}/announcement` },
  };
  return { description } as Emulator;
}

/** Floods with so many requests, and returns the records of it. */
async function flood(requests: number, only?: Parameters<typeof forgedFlood>[0]['only']) {
  const records: HistoryRecord[] = [];
  const fault = forgedFlood({ perSecond: 500, forMs: requests * 2, ...(only && { only }) });
  const undo = await fault.apply(aEmulator(), {} as Outside, (record) => records.push(record));
  await undo();
  await undo();
  return records.flatMap((record) => (record.type === 'flood' ? [record] : []));
}

describe('a flood of forged callbacks', () => {
  it('meets every route of both regions in turn, and tells that each is refused', async () => {
    const records = await flood(24);
    const routes = ['answer', 'event', 'event/forged', 'websocket-disconnected', 'fallback', 'distribution'];
    const paths = ['a-region', 'another-region'].flatMap((region) =>
      routes.map((route) => `/${region}/${route}`),
    );
    expect(asked.map(({ path }) => path).toSorted()).toEqual([...paths, ...paths].toSorted());
    expect(records).toHaveLength(12);
    expect(records.map(({ sent, asExpected, others }) => [sent, asExpected, others])).toEqual(
      records.map(() => [2, 2, {}]),
    );
    expect(records[0]).toMatchObject({ call: '', perSecond: 500, target: 'the primary’s answer' });
  });

  it('is right but for its signature', async () => {
    await flood(10);
    for (const { method, body, token } of asked) {
      const [header = '', payload = '', signature] = token.split('.');
      const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
      expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
      expect(read(payload)).toMatchObject({
        iss: 'Vonage',
        api_key: 'abcd1234',
        application_id: 'an-application',
        ...(method === 'POST' && { payload_hash: createHash('sha256').update(body).digest('hex') }),
      });
      const genuine = createHmac('sha256', SECRET).update(`${header}.${payload}`).digest('base64url');
      expect(signature).toHaveLength(genuine.length);
      expect(signature).not.toBe(genuine);
    }
  });

  it('ends when it is undone, where that is asked for, and tells what it has sent', async () => {
    const records: HistoryRecord[] = [];
    const fault = forgedFlood({ perSecond: 100, forMs: 600_000, endsWhenUndone: true });
    const undo = await fault.apply(aEmulator(), {} as Outside, (record) => records.push(record));
    await undo();
    await undo();
    const floods = records.flatMap((record) => (record.type === 'flood' ? [record] : []));
    const sent = floods.reduce((sum, each) => sum + each.sent, 0);
    expect(sent).toBe(asked.length);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(60_000);
    expect(floods.every(({ asExpected, sent: each }) => asExpected === each)).toBe(true);
  });

  it('meets only what it is to meet', async () => {
    const records = await flood(4, ({ name }) => name === 'the primary’s event');
    expect(asked.map(({ path }) => path)).toEqual(Array.from({ length: 4 }, () => '/a-region/event'));
    expect(records).toHaveLength(1);
  });

  it.each<[string, [number, string], string]>([
    ['lets one in', [200, '[]'], 'status 200'],
    ['refuses with another status', [503, ''], 'status 503'],
    ['breaks the connection', [0, ''], 'ECONNRESET'],
  ])('tells who %s', async (_what, answered, found) => {
    answer = (request) => (request.url?.startsWith('/a-region/answer') ? answered : refuses(request));
    const records = await flood(20);
    expect(records[0]).toMatchObject({ sent: 2, asExpected: 0, others: { [found]: 2 } });
    expect(records.slice(1).every(({ others }) => Object.keys(others).length === 0)).toBe(true);
  });

  it('tells a distribution that says anything but the announcement', async () => {
    answer = (request) => (request.url?.includes('distribution') ? [200, '[]'] : refuses(request));
    const records = await flood(10);
    expect(records.find(({ target }) => target.includes('distribution'))?.others).toEqual({
      'status 200': 1,
    });
  });
});
