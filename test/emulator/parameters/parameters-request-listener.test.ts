import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { FAKE_CREDENTIALS } from '../../../emulator/lambda/function-variables.ts';
import { breakableListener } from '../../../emulator/network/breakable-listener.ts';
import type { BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { ParameterStore } from '../../../emulator/parameters/parameter-store.ts';
import { parametersRequestListener } from '../../../emulator/parameters/parameters-request-listener.ts';

const Name = '/a-deployment/deployment';
const REGION = 'eu-central-1';
const OPERATOR = { accessKeyId: 'AKIDLOOPBACK', secretAccessKey: 'none' };

let listener: BreakableListener;
let ssm: SSMClient;
const clientWith = (changes: ConstructorParameters<typeof SSMClient>[0] = {}) =>
  new SSMClient({
    endpoint: `http://127.0.0.1:${listener.port}`,
    region: REGION,
    credentials: OPERATOR,
    maxAttempts: 1,
    ...changes,
  });
beforeEach(async () => {
  const [port = 0] = await freePorts(1);
  listener = await breakableListener(
    port,
    parametersRequestListener({ store: new ParameterStore(), region: REGION }),
  );
  ssm = clientWith();
});
afterEach(async () => {
  ssm.destroy();
  await listener.close();
});

const put = (Value: string, more: object = {}) =>
  ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = (client = ssm) => client.send(new GetParameterCommand({ Name }));

describe('the parameter store, asked by its own client', () => {
  it('gives back what was put, with the version it has now', async () => {
    expect(await put('first')).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await put('second', { Overwrite: true })).toMatchObject({ Version: 2 });
    expect((await get()).Parameter).toEqual({
      Name,
      Type: 'String',
      Value: 'second',
      Version: 2,
      LastModifiedDate: expect.any(Date),
      DataType: 'text',
    });
  });

  it('gives it to a function as well', async () => {
    await put('first');
    const asFunction = clientWith({
      credentials: {
        accessKeyId: FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID,
        secretAccessKey: FAKE_CREDENTIALS.AWS_SECRET_ACCESS_KEY,
        sessionToken: FAKE_CREDENTIALS.AWS_SESSION_TOKEN,
      },
    });
    expect((await get(asFunction)).Parameter?.Value).toBe('first');
    asFunction.destroy();
  });

  it('overwrites nothing unless it is asked to', async () => {
    await put('first');
    await expect(put('second')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect((await get()).Parameter?.Value).toBe('first');
  });

  it('has nothing at first, and nothing after it was deleted', async () => {
    await expect(get()).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await put('first');
    await ssm.send(new DeleteParameterCommand({ Name }));
    await expect(get()).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(ssm.send(new DeleteParameterCommand({ Name }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    ['an empty value', () => put(''), 'ValidationException', 'has 0'],
    ['more than the standard tier takes', () => put('x'.repeat(4097)), 'ValidationException', 'has 4097'],
    ['a secret', () => put('x', { Type: 'SecureString' }), 'ValidationException', 'type SecureString'],
    [
      'what changes how it is kept',
      () => put('x', { Tier: 'Advanced' }),
      'ValidationException',
      'member Tier',
    ],
    [
      'a version of a parameter',
      () => ssm.send(new GetParameterCommand({ Name: `${Name}:1` })),
      'ValidationException',
      `name ${Name}:1`,
    ],
    [
      'another operation',
      () => ssm.send(new DescribeParametersCommand({})),
      'UnknownOperationException',
      'AmazonSSM.DescribeParameters',
    ],
    [
      'an unsigned request',
      () => get(clientWith({ credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' } })),
      'UnrecognizedClientException',
      'invalid',
    ],
    [
      'a signature for another region',
      () => get(clientWith({ region: 'eu-west-1' })),
      'InvalidSignatureException',
      `${REGION}/ssm`,
    ],
  ])('refuses %s by name', async (_case, send, name, message) => {
    await expect(send()).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });
});
