import { systemClock } from '../../../contracts/clock.ts';
import { createLoadParameter } from '../../../functions/aws/load-parameter.ts';
import { FAKE_CREDENTIALS } from '../../../emulator/lambda/function-variables.ts';
import { ParameterStore } from '../../../emulator/parameters/parameter-store.ts';
import { parametersRequestListener } from '../../../emulator/parameters/parameters-request-listener.ts';
import { listen } from '../support/listen.ts';
import type { Listening } from '../support/listen.ts';
import { startSecretStore } from '../support/secret-store.ts';
import type { StoreAnswer } from '../support/secret-store.ts';

const NAME = '/a-deployment/deployment';
const access = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  accessKeyId: FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID,
  secretAccessKey: FAKE_CREDENTIALS.AWS_SECRET_ACCESS_KEY,
  sessionToken: FAKE_CREDENTIALS.AWS_SESSION_TOKEN,
});

describe('a parameter', () => {
  let store: ParameterStore;
  let ssm: Listening;
  beforeEach(async () => {
    store = new ParameterStore();
    ssm = await listen(parametersRequestListener({ store, region: 'eu-west-1' }));
  });
  afterEach(() => ssm.close());
  const load = () =>
    createLoadParameter(NAME, access(ssm.endpoint), systemClock)(AbortSignal.timeout(10_000));

  it('is read as it was written', async () => {
    store.put(NAME, 'first', false);
    expect(await load()).toBe('first');
    store.put(NAME, 'second', true);
    expect(await load()).toBe('second');
  });

  it('that there is not is undefined', async () => {
    store.put('/another/deployment', 'x', false);
    expect(await load()).toBeUndefined();
  });
});

describe('loading a parameter', () => {
  const loadFrom = async (answer: StoreAnswer, signal = AbortSignal.timeout(10_000)) => {
    const ssm = await startSecretStore(answer);
    return createLoadParameter(NAME, access(ssm.endpoint), systemClock)(signal).finally(() => ssm.close());
  };

  it.each<[string, StoreAnswer, string]>([
    [
      'a refusal',
      { status: 400, body: '{"__type":"AccessDeniedException"}' },
      'answered 400: AccessDeniedException.',
    ],
    ['a failure', { status: 500, body: '' }, 'Systems Manager answered 500: no error type.'],
    ['no value', { status: 200, body: '{"Parameter":{}}' }, 'no Parameter.Value'],
    ['a broken connection', 'resets', 'socket hang up'],
  ])('rejects for %s', async (_case, answer, message) => {
    await expect(loadFrom(answer)).rejects.toThrow(message);
  });

  it('knows an error by its qualified name too', async () => {
    const body = '{"__type":"com.amazonaws.ssm#ParameterNotFound"}';
    expect(await loadFrom({ status: 400, body })).toBeUndefined();
  });

  it('stops when it is aborted', async () => {
    const aborting = new AbortController();
    const refused = loadFrom({ hangs: () => aborting.abort() }, aborting.signal);
    await expect(refused).rejects.toThrow('aborted');
  });
});
