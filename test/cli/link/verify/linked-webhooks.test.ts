import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { linkedWebhooks } from '../../../../cli/link/verify/linked-webhooks.ts';

const read = (webhooks: string) =>
  linkedWebhooks(parseJson(`{"capabilities":{"voice":{"webhooks":${webhooks}}}}`) as JsonObject);

describe('linkedWebhooks', () => {
  it('takes what the application names', () => {
    const answer =
      '{"address":"https://a.example/x","http_method":"POST","connect_timeout":400,"socket_timeout":1500}';
    expect(read(`{"answer_url":${answer}}`)).toEqual([
      {
        webhook: 'answer_url',
        address: 'https://a.example/x',
        http_method: 'POST',
        connectTimeoutMs: 400,
        socketTimeoutMs: 1500,
      },
    ]);
  });

  it('takes the platform’s defaults for what it does not name', () => {
    const webhook = '{"address":"https://a.example/x"}';
    const found = read(`{"answer_url":${webhook},"event_url":${webhook},"fallback_answer_url":${webhook}}`);
    expect(
      found.map(({ http_method, connectTimeoutMs, socketTimeoutMs }) => [
        http_method,
        connectTimeoutMs,
        socketTimeoutMs,
      ]),
    ).toEqual([
      ['GET', 1000, 5000],
      ['POST', 1000, 10_000],
      ['GET', 1000, 5000],
    ]);
  });

  it('reads a number however it is spelt', () => {
    const [found] = read(
      '{"answer_url":{"address":"https://a.example/x","connect_timeout":4.0e2,"socket_timeout":1500.0}}',
    );
    expect(found).toMatchObject({ connectTimeoutMs: 400, socketTimeoutMs: 1500 });
  });

  it.each([
    'null',
    '"https://a.example/x"',
    '{}',
    '{"address":1}',
    '{"address":"ftp://a.example/x"}',
    '{"address":"https://a b/"}',
  ])('leaves out what has no http(s) address: %s', (webhook) => {
    expect(read(`{"answer_url":${webhook}}`)).toEqual([]);
  });
});
