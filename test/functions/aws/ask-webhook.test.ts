import { systemClock } from '../../../contracts/clock.ts';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { invokeOperation } from '../../../emulator/lambda/api/invoke.ts';
import { lambdaRequestListener } from '../../../emulator/lambda/api/lambda-request-listener.ts';
import { FAKE_CREDENTIALS } from '../../../emulator/lambda/function-variables.ts';
import type { LambdaResult } from '../../../emulator/lambda/lambda-function.ts';
import { createInvokeWebhook } from '../../../functions/aws/ask-webhook.ts';
import type { WebhookRequest } from '../../../functions/check-ports.ts';
import { readRawRequest } from '../../../functions/raw-request.ts';
import { ownUrls } from '../../../functions/webhook/own-urls.ts';
import { listen, type Listening } from '../support/listen.ts';

const REQUEST: WebhookRequest = {
  method: 'POST',
  url: 'https://abcde12345.execute-api.eu-west-1.amazonaws.com/prod/answer',
  headers: { authorization: 'Bearer a.b.c', 'content-type': 'application/json' },
  body: '{"from":"447700900002"}',
};

let lambda: Listening;
let events: unknown[];
let result: LambdaResult;
beforeEach(async () => {
  events = [];
  result = { kind: 'returned', value: { statusCode: 200, headers: { 'X-Answered-By': 'x' }, body: '[]' } };
  lambda = await listen(
    lambdaRequestListener({
      region: 'eu-west-1',
      operations: [
        invokeOperation((name, event) => {
          if (name !== 'the-answer-function') return undefined;
          events.push(event);
          return Promise.resolve(result);
        }),
      ],
    }),
  );
});
afterEach(() => lambda.close());

const invoke = (name = 'the-answer-function', signal = AbortSignal.timeout(10_000)) => {
  const access = {
    endpoint: lambda.endpoint,
    region: 'eu-west-1',
    accessKeyId: FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID,
    secretAccessKey: FAKE_CREDENTIALS.AWS_SECRET_ACCESS_KEY,
    sessionToken: FAKE_CREDENTIALS.AWS_SESSION_TOKEN,
  };
  return createInvokeWebhook(name, access, systemClock)(REQUEST, signal);
};

describe('a webhook that is invoked', () => {
  it('reaches the handler as it would through the gateway', async () => {
    await invoke();
    const [event] = events as APIGatewayProxyEvent[];
    if (event === undefined) throw new Error('Nobody was invoked.');
    const request = readRawRequest(event);
    expect(request).toMatchObject({ method: 'POST', body: Buffer.from(REQUEST.body), query: {} });
    expect(request.header('Authorization')).toEqual(['Bearer a.b.c']);
    expect(ownUrls(event).event).toBe('https://abcde12345.execute-api.eu-west-1.amazonaws.com/prod/event');
    expect(event).toMatchObject({ resource: '/answer', path: '/answer' });
  });

  it('is answered as through the gateway, with header names in lower case', async () => {
    expect(await invoke()).toEqual({ status: 200, headers: { 'x-answered-by': 'x' }, text: '[]' });
  });

  it.each<[string, LambdaResult, string]>([
    [
      'throws',
      { kind: 'threw', detail: 'TypeError: x' },
      'The function failed: {"errorMessage":"TypeError: x"}',
    ],
    ['is throttled', { kind: 'throttled' }, 'Lambda answered 429: TooManyRequestsException.'],
    [
      'returns what no gateway understands',
      { kind: 'returned', value: 'x' },
      'something else than a proxy response',
    ],
  ])('rejects when the function %s', async (_case, made, message) => {
    result = made;
    await expect(invoke()).rejects.toThrow(message);
  });

  it('rejects when there is no such function', async () => {
    await expect(invoke('another')).rejects.toThrow('Lambda answered 404: ResourceNotFoundException.');
  });

  it('stops when it is aborted', async () => {
    await lambda.close();
    const aborting = new AbortController();
    lambda = await listen(() => aborting.abort());
    await expect(invoke(undefined, aborting.signal)).rejects.toThrow('aborted');
  });
});
