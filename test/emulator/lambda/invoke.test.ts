import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { invokeOperation } from '../../../emulator/lambda/api/invoke.ts';
import { lambdaRequestListener } from '../../../emulator/lambda/api/lambda-request-listener.ts';
import type { LambdaResult } from '../../../emulator/lambda/lambda-function.ts';
import { breakableListener } from '../../../emulator/network/breakable-listener.ts';
import type { BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';

const REGION = 'eu-central-1';

let listener: BreakableListener;
let lambda: LambdaClient;
let events: unknown[];
let result: LambdaResult;
const clientWith = (changes: ConstructorParameters<typeof LambdaClient>[0] = {}) =>
  new LambdaClient({
    endpoint: `http://127.0.0.1:${listener.port}`,
    region: REGION,
    credentials: { accessKeyId: 'AKIDLOOPBACK', secretAccessKey: 'none' },
    maxAttempts: 1,
    ...changes,
  });
beforeEach(async () => {
  events = [];
  result = { kind: 'returned', value: { fine: true } };
  const [port = 0] = await freePorts(1);
  listener = await breakableListener(
    port,
    lambdaRequestListener({
      region: REGION,
      operations: [
        invokeOperation((name, event) => {
          if (name !== 'a-function') return undefined;
          events.push(event);
          return Promise.resolve(result);
        }),
      ],
    }),
  );
  lambda = clientWith();
});
afterEach(async () => {
  lambda.destroy();
  await listener.close();
});

const invoke = async (more: object = {}, client = lambda) => {
  const { Payload, ...rest } = await client.send(
    new InvokeCommand({ FunctionName: 'a-function', Payload: '{"targets":["own"]}', ...more }),
  );
  return { ...rest, payload: JSON.parse(Payload?.transformToString() ?? 'null') as unknown };
};

describe('Lambda, asked by its own client', () => {
  it('invokes a function by its name, and gives back what it returns', async () => {
    const invoked = await invoke();
    expect(invoked).toMatchObject({ StatusCode: 200, payload: { fine: true } });
    expect(invoked).not.toHaveProperty('FunctionError');
    expect(events).toEqual([{ targets: ['own'] }]);
  });

  it('takes an invocation without a payload', async () => {
    await invoke({ Payload: undefined });
    expect(events).toEqual([{}]);
  });

  it.each<LambdaResult>([
    { kind: 'threw', detail: 'Error: SETTINGS: expected a value' },
    { kind: 'crashed', detail: 'its process ended' },
    { kind: 'timed-out', detail: 'Task timed out after 9 seconds' },
  ])('says of one that fails that it failed, and how ($kind)', async (failed) => {
    result = failed;
    expect(await invoke()).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      payload: { errorMessage: 'detail' in failed ? failed.detail : '' },
    });
  });

  it.each<[string, () => Promise<unknown>, string, number]>([
    ['an unknown function', () => invoke({ FunctionName: 'another' }), 'ResourceNotFoundException', 404],
    ['a throttled one', () => ((result = { kind: 'throttled' }), invoke()), 'TooManyRequestsException', 429],
    ['what is not JSON', () => invoke({ Payload: '{' }), 'InvalidRequestContentException', 400],
    [
      'an invocation without a response',
      () => invoke({ InvocationType: 'Event' }),
      'UnknownOperationException',
      400,
    ],
    ['another operation', () => lambda.send(new ListFunctionsCommand({})), 'UnknownOperationException', 400],
    [
      'an unsigned request',
      () => invoke({}, clientWith({ credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' } })),
      'UnrecognizedClientException',
      403,
    ],
    [
      'a signature for another region',
      () => invoke({}, clientWith({ region: 'eu-west-1' })),
      'InvalidSignatureException',
      403,
    ],
  ])('refuses %s', async (_case, send, name, status) => {
    await expect(send()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });
});
