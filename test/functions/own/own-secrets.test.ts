import { systemClock } from '../../../contracts/clock.ts';
import { setImmediate as turn } from 'node:timers/promises';
import { REFRESH_AFTER_MS } from '../../../contracts/secret-refresh.ts';
import type { LoadSecret } from '../../../functions/aws/load-secret.ts';
import { createOwnSecrets } from '../../../functions/aws/own-secrets.ts';
import { inWords, nccoOf, regionOf } from '../flow/a-menu.ts';
import { fakeRuntime, never } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { customerFlow } from './a-customer-flow.ts';

/** A region whose store answers as the test has it; the flow says the secret. */
function withStore(first: LoadSecret) {
  const store = { answer: first, asked: [] as string[] };
  const fake = fakeRuntime();
  const ports = {
    ...fake.runtime.ports,
    ownSecrets: createOwnSecrets(
      (name, signal) => {
        store.asked.push(name);
        return store.answer(name, signal);
      },
      fake.runtime.ports.clock,
      fake.runtime.ports.log,
    ),
  };
  const flow = customerFlow((_signal, token) => token(), 500);
  const region = regionOf(flow, { ...fake, runtime: { configured: true, ports } });
  const heard = async () => inWords(nccoOf(await region.answer()))[0];
  return { store, region, heard };
}

const unavailable = () => Promise.reject(new Error('store away'));

describe('a secret of the call flow', () => {
  it('is read once an environment of each function, under its name in the store', async () => {
    const { store, heard } = withStore(() => Promise.resolve('t0ken'));
    expect([await heard(), await heard()]).toEqual(['Example Ltd.: t0ken.', 'Example Ltd.: t0ken.']);
    // The three functions of the test share their ports, as one environment does.
    expect(store.asked).toEqual(['my-company/crm-token']);
  });

  it('is kept while the store is unavailable, and read again behind a call', async () => {
    let nowMs = NOW_MS;
    let answer = (): Promise<string> => Promise.resolve('first');
    const secrets = createOwnSecrets(
      () => answer(),
      { ...systemClock, nowMs: () => nowMs },
      () => undefined,
    );
    const read = () => secrets('my-company/crm-token').live();
    expect(await read()).toBe('first');
    answer = unavailable;
    nowMs += REFRESH_AFTER_MS;
    expect(await read()).toBe('first');
    answer = () => Promise.resolve('second');
    nowMs += REFRESH_AFTER_MS;
    expect(await read()).toBe('first');
    await turn();
    expect(await read()).toBe('second');
  });

  it('that is not known rejects at once where the store refuses: the caller hears the default', async () => {
    const { heard, region } = withStore(unavailable);
    expect(await heard()).toBe('Example Ltd.: caller.');
    expect(region.lines.at(-1)).toMatchObject({ lookUps: [{ outcome: 'failed' }] });
  });

  it('that is not known rejects within 250 ms where the store hangs', async () => {
    const { heard, region } = withStore(() => never());
    expect(await heard()).toBe('Example Ltd.: caller.');
    expect(region.lines.at(-1)).toMatchObject({
      lookUps: [{ outcome: 'failed', error: expect.stringMatching(/"crmToken" is not known yet/) }],
    });
  });
});
