import { request } from 'node:http';
import { BrokenParts } from '../../../cli/local/broken-parts.ts';
import { startControl } from '../../../cli/local/start-control.ts';
import type { Control } from '../../../cli/local/start-control.ts';
import type { Emulator } from '../../../emulator/emulator.ts';

const emulator = { breakEdge: () => Promise.resolve(() => Promise.resolve()) } as unknown as Emulator;
let parts: BrokenParts;
let control: Control;
beforeEach(async () => {
  parts = new BrokenParts(
    () => ({ emulator, application: undefined }),
    () => undefined,
  );
  control = await startControl(parts);
});
afterEach(() => control.stop());

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}
const ask = ({ method = 'POST', body, headers = {} }: Asked): Promise<{ status: number; json: unknown }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: control.port, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) }));
    });
    asked.once('error', reject);
    asked.end(body);
  });
const token = () => ({ authorization: `Bearer ${control.token}` });
const BREAK = JSON.stringify({ part: 'cloudfront' });

describe('the control listener', () => {
  it('tells who knows the token what is broken, and breaks', async () => {
    expect(await ask({ headers: token(), body: BREAK })).toMatchObject({
      status: 200,
      json: { broken: [{ part: 'cloudfront', how: 'refuses' }] },
    });
    expect(await ask({ method: 'GET', headers: token() })).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Record<string, string>]>([
    ['without the token', () => ({})],
    ['with another token', () => ({ authorization: `Bearer ${'0'.repeat(64)}` })],
    ['with half of the token', () => ({ authorization: `Bearer ${control.token.slice(0, 32)}` })],
    [
      'by a name that was rebound to loopback',
      () => ({ ...token(), host: `evil.example.com:${control.port}` }),
    ],
    ['by localhost', () => ({ ...token(), host: `localhost:${control.port}` })],
  ])('refuses %s, and changes nothing', async (_case, headers) => {
    expect((await ask({ headers: headers(), body: BREAK })).status).toBe(403);
    expect(parts.broken).toEqual([]);
  });

  it('allows no web page to send its header: it answers no preflight', async () => {
    const { status } = await ask({ method: 'OPTIONS', headers: { origin: 'https://evil.example.com' } });
    expect(status).toBe(403);
  });

  it.each([
    ['a part that is not there', '{"part":"x"}', 'found "x"'],
    ['what is no JSON', '{', 'JSON'],
    ['too much', `"${'x'.repeat(5000)}"`, 'at most 4096 bytes'],
  ])('says what is wrong with %s', async (_case, body, message) => {
    expect(await ask({ headers: token(), body })).toEqual({
      status: 400,
      json: { problem: expect.stringContaining(message) },
    });
  });
});
