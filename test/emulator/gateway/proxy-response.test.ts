import type { LambdaResult } from '../../../emulator/lambda/lambda-function.ts';
import { ask, returned, serveApi, type ServedApi } from './serve-api.ts';

const open: ServedApi[] = [];
afterEach(async () => {
  for (const { listener } of open.splice(0)) await listener.close();
});
async function served(...args: Parameters<typeof serveApi>) {
  const api = await serveApi(...args);
  open.push(api);
  return api;
}
const answers = (result: LambdaResult) => () => Promise.resolve(result);

describe('what a function returns', () => {
  it('is sent with its status, headers, all values of a header, and a request id', async () => {
    const api = await served(
      {},
      answers(
        returned({
          statusCode: 201,
          headers: { 'X-One': 1 },
          multiValueHeaders: { 'X-Many': ['a', 'b'] },
          body: '[]',
        }),
      ),
    );
    const answer = await ask(api, 'POST', '/prod/answer');
    expect(answer).toMatchObject({ status: 201, body: '[]' });
    expect(answer.headers).toMatchObject({
      'x-one': '1',
      'x-many': 'a, b',
      'content-type': 'application/json',
      'x-amzn-requestid': expect.any(String),
    });
    expect(api.notes).toEqual([]);
  });

  it('is decoded from base64 only for a client that accepts a binary media type', async () => {
    const result = returned({ statusCode: 200, body: 'aGk=', isBase64Encoded: true });
    const api = await served({ binaryMediaTypes: ['audio/wav'] }, answers(result));
    expect((await ask(api, 'GET', '/prod/answer', { headers: ['Accept', 'audio/wav'] })).body).toBe('hi');
    expect((await ask(api, 'GET', '/prod/answer')).body).toBe('aGk=');
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text', '[]'],
    ['a list', []],
    ['no status', { body: '[]' }],
    ['a status that is none', { statusCode: 42 }],
    ['a body that is not text', { statusCode: 200, body: [{ action: 'talk' }] }],
    ['a header that is not text', { statusCode: 200, headers: { a: {} } }],
    ['a header that cannot be sent', { statusCode: 200, headers: { a: 'x\ny' } }],
  ])('answers 502 for %s, and says so', async (_case, value) => {
    const api = await served({}, answers(returned(value)));
    expect((await ask(api, 'POST', '/prod/answer')).status).toBe(502);
    expect(api.notes).toEqual([
      expect.objectContaining({
        level: 'suspect',
        setting: 'Handler',
        text: expect.stringContaining('malformed'),
      }),
    ]);
  });
});
