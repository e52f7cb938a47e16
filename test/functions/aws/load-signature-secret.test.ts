import { systemClock } from '../../../contracts/clock.ts';
import { createLoadSignatureSecret } from '../../../functions/aws/load-signature-secret.ts';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../../../contracts/signature-secret.ts';
import { holding, startSecretStore } from '../support/secret-store.ts';
import type { SecretStore, StoreAnswer } from '../support/secret-store.ts';

let store: SecretStore;
afterEach(() => store.close());

async function loadFrom(answer: StoreAnswer | StoreAnswer[], signal = AbortSignal.timeout(10_000)) {
  store = await startSecretStore(answer);
  const access = {
    secretId: 'a-secret',
    region: 'eu-west-1',
    endpoint: store.endpoint,
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'example',
    sessionToken: 'a-session',
  };
  return createLoadSignatureSecret(access, systemClock)(signal);
}

describe('loading the signature secret', () => {
  it('asks for the current value with a signed request', async () => {
    expect(await loadFrom(holding({ current: 'c', next: 'n', previous: null }))).toEqual([
      { name: 'current', value: 'c' },
      { name: 'next', value: 'n' },
    ]);
    expect(store.requests).toMatchObject([
      {
        method: 'POST',
        body: '{"SecretId":"a-secret"}',
        headers: {
          'x-amz-target': 'secretsmanager.GetSecretValue',
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-security-token': 'a-session',
          authorization: expect.stringMatching(
            /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/secretsmanager\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/,
          ),
        },
      },
    ]);
  });

  it('reads a placeholder as no secret', async () => {
    expect(await loadFrom(holding(UNCONFIGURED_SIGNATURE_SECRET))).toEqual([]);
  });

  it.each<[string, StoreAnswer, RegExp]>([
    [
      'the secret does not exist',
      { status: 400, body: '{"__type":"ResourceNotFoundException","Message":"…"}' },
      /answered 400: ResourceNotFoundException\./,
    ],
    ['the store fails', { status: 503, body: '<html>' }, /answered 503: no error type\./],
    [
      'the secret is binary',
      { status: 200, body: '{"SecretBinary":"aaaa"}' },
      /as a SecretString, found none/,
    ],
    ['the secret is malformed', holding('hunter2'), /malformed/],
    ['the answer is cut off', { status: 200, body: '{"SecretString":"hunter2' }, /text that is not JSON/],
    ['the answer is null', { status: 200, body: 'null' }, /as a SecretString, found none/],
    ['the connection breaks', 'resets', /socket hang up|ECONNRESET/],
  ])('rejects when %s', async (_case, answer, message) => {
    const refused = loadFrom(answer);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow(/hunter2/);
    expect(store.requests).toHaveLength(1);
  });

  it('rejects when no server listens', async () => {
    await expect(loadFrom(holding({ current: 'c' }))).resolves.toHaveLength(1);
    await store.close();
    const access = {
      secretId: 'x',
      region: 'r',
      endpoint: store.endpoint,
      accessKeyId: 'a',
      secretAccessKey: 'b',
    };
    const load = createLoadSignatureSecret({ ...access, sessionToken: undefined }, systemClock);
    await expect(load(AbortSignal.timeout(1_000))).rejects.toThrow('ECONNREFUSED');
  });

  it('stops when its signal aborts', async () => {
    const aborting = new AbortController();
    const refused = loadFrom({ hangs: () => aborting.abort() }, aborting.signal);
    await expect(refused).rejects.toThrow('aborted');
    expect(store.requests).toHaveLength(1);
  });
});
