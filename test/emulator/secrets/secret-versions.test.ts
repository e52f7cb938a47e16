import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { breakableListener, type BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { SecretStore } from '../../../emulator/secrets/secret-store.ts';
import { secretsRequestListener } from '../../../emulator/secrets/secrets-request-listener.ts';

const REGION = 'eu-central-1';
const SecretId = `arn:aws:secretsmanager:${REGION}:111111111111:secret:signature-abc123`;

let listener: BreakableListener;
let client: SecretsManagerClient;
beforeEach(async () => {
  const [port = 0] = await freePorts(1);
  const where = { stack: 'stack', logicalId: 'Secret', type: 'AWS::SecretsManager::Secret' };
  const store = new SecretStore([{ where, arn: SecretId, name: 'signature', value: 'first' }]);
  listener = await breakableListener(port, secretsRequestListener({ store, region: REGION }));
  client = new SecretsManagerClient({
    region: REGION,
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'AKIDLOOPBACK', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
});
afterEach(() => {
  client.destroy();
  return listener.close();
});

const read = (version: { VersionId?: string; VersionStage?: string } = {}) =>
  client.send(new GetSecretValueCommand({ SecretId, ...version }));
const put = (SecretString: string, ClientRequestToken: string = randomUUID(), VersionStages?: string[]) =>
  client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken, VersionStages }));
const move = (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string) =>
  client.send(
    new UpdateSecretVersionStageCommand({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }),
  );

describe('the versions of a secret, as the SDK sees them', () => {
  it('tells a value with its version and when it was written', async () => {
    const found = await read();
    expect(found).toMatchObject({ ARN: SecretId, Name: 'signature', SecretString: 'first' });
    expect(found.VersionStages).toEqual(['AWSCURRENT']);
    expect(Math.abs((found.CreatedDate?.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
  });

  it('makes what was put the current version, and keeps the one before', async () => {
    const before = (await read()).VersionId;
    const token = randomUUID();
    expect(await put('second', token)).toMatchObject({ VersionId: token, VersionStages: ['AWSCURRENT'] });
    expect(await read()).toMatchObject({ SecretString: 'second', VersionId: token });
    expect(await read({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({
      SecretString: 'first',
      VersionId: before,
    });
    expect(await read({ VersionId: before as string })).toMatchObject({ SecretString: 'first' });
  });

  it('takes the same request twice as once, and nothing else under its token', async () => {
    const token = randomUUID();
    await put('second', token);
    await put('third');
    await put('second', token);
    expect((await read()).SecretString).toBe('third');
    await expect(put('another', token)).rejects.toBeInstanceOf(ResourceExistsException);
  });

  it('moves a label only away from where it is: the second writer is refused', async () => {
    const first = (await read()).VersionId as string;
    const [mine, other] = [randomUUID(), randomUUID()];
    await put('mine', mine, ['AWSPENDING']);
    await put('other', other, ['AWSPENDING']);
    expect((await read()).SecretString).toBe('first');
    expect((await read({ VersionStage: 'AWSPENDING' })).VersionId).toBe(other);
    await move('AWSCURRENT', first, other);
    await expect(move('AWSCURRENT', first, mine)).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(move('AWSCURRENT', undefined, mine)).rejects.toThrow(`attached to version ${other}`);
    await expect(move('ELSEWHERE', first, mine)).rejects.toThrow('attached to no version');
    expect((await read()).VersionId).toBe(other);
    expect((await read({ VersionStage: 'AWSPREVIOUS' })).VersionId).toBe(first);
  });

  it('takes a label off, and never the one of the current version', async () => {
    const token = randomUUID();
    await put('second', token, ['AWSCURRENT', 'AWSPENDING']);
    await move('AWSPENDING', token);
    await expect(read({ VersionStage: 'AWSPENDING' })).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(move('AWSCURRENT', token)).rejects.toBeInstanceOf(InvalidParameterException);
    expect((await read()).VersionId).toBe(token);
  });

  it('does not know versions that were never there', async () => {
    await expect(read({ VersionStage: 'AWSPREVIOUS' })).rejects.toThrow('staging label: AWSPREVIOUS');
    await expect(read({ VersionId: randomUUID() })).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(move('AWSCURRENT', (await read()).VersionId as string, randomUUID())).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  });
});
