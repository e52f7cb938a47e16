import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuseUnreadyApplication } from '../../../drill/run/ask-application.ts';

const NCCO = '[{"action":"talk","text":"Hello."}]';
const URLS = {
  answerUrl: 'https://voice.example.com/webhooks/answer',
  eventUrl: 'https://voice.example.com/webhooks/event',
};
const SIGNER = { apiKey: 'abcd1234', applicationId: 'an-id', signatureSecret: 's'.repeat(32) };

let replies: Readonly<Record<string, readonly [status: number, text: string]>>;
const asked: { readonly path: string; readonly isSigned: boolean; readonly body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.once('end', () => {
    const path = request.url ?? '';
    asked.push({ path, isSigned: request.headers.authorization?.startsWith('Bearer ') === true, body });
    const [status, text] = replies[path] ?? [404, `<!DOCTYPE html>\n<pre>Cannot POST ${path}</pre>\n`];
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
});
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const look = (of: typeof replies): Promise<void> => {
  replies = of;
  return refuseUnreadyApplication(URLS, (url) => url.replace('https://voice.example.com', origin), SIGNER);
};

describe('an application in a drill', () => {
  it('is ready where it answers a call with an NCCO, and an event with success', async () => {
    await look({ '/webhooks/answer': [200, NCCO], '/webhooks/event': [204, ''] });
    expect(asked.map(({ path, isSigned }) => [path, isSigned])).toEqual([
      ['/webhooks/answer', true],
      ['/webhooks/event', true],
    ]);
    expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ status: 'started' });
  });

  it.each<[string, typeof replies, RegExp]>([
    [
      'another path',
      {},
      /POST https:\/\/voice\.example\.com\/webhooks\/answer .*found status 404\.\nIt answered: Cannot POST \/webhooks\/answer\nTo fix this: .*answer: '\/your\/path'.*app\.post/,
    ],
    [
      'another event path',
      { '/webhooks/answer': [200, NCCO] },
      /webhooks\/event with 200 or 204.*404.*\n.*\nTo fix this: .*event: '\/your\/path'/,
    ],
    [
      'another secret',
      { '/webhooks/answer': [401, '{}'] },
      /found status 401\.\n.*\nTo fix this: .*VONAGE_SIGNATURE_SECRET/,
    ],
    ['no NCCO', { '/webhooks/answer': [200, 'OK'] }, /with a valid NCCO, .*found no NCCO\.\nIt answered: OK/],
    [
      'a wrong NCCO',
      { '/webhooks/answer': [200, '[{"action":"speak"}]'] },
      /found at \$\[0\]\.action: expected/,
    ],
  ])('is refused with what it answered and what to do: %s', async (_what, of, words) => {
    await expect(look(of)).rejects.toThrow(words);
  });
});
