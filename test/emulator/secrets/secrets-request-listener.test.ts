import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { FAKE_CREDENTIALS } from '../../../emulator/lambda/function-variables.ts';
import { breakableListener, type BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { SecretStore } from '../../../emulator/secrets/secret-store.ts';
import { secretsRequestListener } from '../../../emulator/secrets/secrets-request-listener.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:signature-abc123';
const GET = 'secretsmanager.GetSecretValue';
const PUT = 'secretsmanager.PutSecretValue';
const MOVE = 'secretsmanager.UpdateSecretVersionStage';

let listener: BreakableListener;
let reads: number;
let withheld: unknown;
beforeEach(async () => {
  reads = 0;
  withheld = undefined;
  const [port = 0] = await freePorts(1);
  const where = { stack: 'stack', logicalId: 'Secret', type: 'AWS::SecretsManager::Secret' };
  const store = new SecretStore([{ where, arn: ARN, name: 'signature', value: '{"current":"a"}' }]);
  listener = await breakableListener(
    port,
    secretsRequestListener({
      store,
      region: 'eu-central-1',
      onFunctionRead: () => void (reads += 1),
      isWithheld: (id) => id === withheld,
    }),
  );
});
afterEach(() => listener.close());

async function call(
  target: string,
  input: unknown,
  changes: Partial<ConstructorParameters<typeof AwsClient>[0]> = {},
) {
  const client = new AwsClient({
    accessKeyId: FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID,
    secretAccessKey: FAKE_CREDENTIALS.AWS_SECRET_ACCESS_KEY,
    sessionToken: FAKE_CREDENTIALS.AWS_SESSION_TOKEN,
    service: 'secretsmanager',
    region: 'eu-central-1',
    retries: 0,
    ...changes,
  });
  const response = await client.fetch(`http://127.0.0.1:${listener.port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the secret store', () => {
  it.each([
    ['its ARN', ARN],
    ['its name', 'signature'],
  ])('gives a secret by %s', async (_case, id) => {
    expect(await call(GET, { SecretId: id })).toEqual({
      status: 200,
      body: expect.objectContaining({ ARN, Name: 'signature', SecretString: '{"current":"a"}' }),
    });
  });

  it('counts what functions read, and not what an operator reads', async () => {
    await call(GET, { SecretId: ARN });
    await call(GET, { SecretId: 'other' });
    await call(PUT, { SecretId: ARN });
    expect(reads).toBe(2);
    const operator = { accessKeyId: 'AKIDLOOPBACK', sessionToken: undefined as never };
    expect((await call(GET, { SecretId: ARN }, operator)).status).toBe(200);
    expect(reads).toBe(2);
  });

  it.each<[string, string, unknown, Parameters<typeof call>[2], number, string]>([
    ['an unknown secret', GET, { SecretId: 'other' }, {}, 400, 'ResourceNotFoundException'],
    [
      'a put to an unknown secret',
      PUT,
      { SecretId: 'other', SecretString: 'x', ClientRequestToken: randomUUID() },
      {},
      400,
      'ResourceNotFoundException',
    ],
    ['a put of nothing', PUT, { SecretId: ARN }, {}, 400, 'InvalidParameterException'],
    [
      'a put without a token',
      PUT,
      { SecretId: ARN, SecretString: 'x' },
      {},
      400,
      'InvalidParameterException',
    ],
    ['a put of a number', PUT, { SecretId: ARN, SecretString: 7 }, {}, 400, 'SerializationException'],
    ['a move of nothing', MOVE, { SecretId: ARN }, {}, 400, 'InvalidParameterException'],
    [
      'an operation of its own prototype',
      'secretsmanager.toString',
      {},
      {},
      400,
      'UnknownOperationException',
    ],
    ["another service's operation", 'GetSecretValue', {}, {}, 400, 'UnknownOperationException'],
    [
      'another operation',
      'secretsmanager.DeleteSecret',
      { SecretId: ARN },
      {},
      400,
      'UnknownOperationException',
    ],
    ['what is not JSON', GET, 'x', {}, 400, 'SerializationException'],
    [
      'foreign credentials',
      GET,
      { SecretId: ARN },
      { accessKeyId: 'AKIA' },
      403,
      'UnrecognizedClientException',
    ],
    [
      'credentials without their session token',
      GET,
      { SecretId: ARN },
      { sessionToken: undefined as never },
      403,
      'UnrecognizedClientException',
    ],
    [
      'a signature for another region',
      GET,
      { SecretId: ARN },
      { region: 'eu-west-1' },
      400,
      'InvalidSignatureException',
    ],
    [
      'a signature for another service',
      GET,
      { SecretId: ARN },
      { service: 's3' },
      400,
      'InvalidSignatureException',
    ],
  ])('refuses %s', async (_case, target, input, changes, status, type) => {
    expect(await call(target, input, changes)).toEqual({
      status,
      body: expect.objectContaining({ __type: type }),
    });
  });

  it('keeps a function waiting for a secret that is withheld, and no other client', async () => {
    withheld = ARN;
    const asked = call(GET, { SecretId: ARN }).catch(() => 'no answer');
    expect(await call(GET, { SecretId: 'signature' })).toMatchObject({ status: 200 });
    const operator = { accessKeyId: 'AKIDLOOPBACK', sessionToken: undefined as never };
    expect(await call(GET, { SecretId: ARN }, operator)).toMatchObject({ status: 200 });
    expect(await Promise.race([asked, sleep(100, 'waits')])).toBe('waits');
    await listener.close();
    expect(await asked).toBe('no answer');
  });

  it('refuses who signs nothing', async () => {
    const response = await fetch(`http://127.0.0.1:${listener.port}/`, {
      method: 'POST',
      headers: { 'x-amz-target': GET },
      body: JSON.stringify({ SecretId: ARN }),
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });
});
