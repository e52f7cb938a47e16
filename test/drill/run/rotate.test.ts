import { readFile } from 'node:fs/promises';
import { rotate } from '../../../drill/run/rotate.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { NOTHING, startTwoStores } from '../../cli/support/two-secret-stores.ts';
import type { TwoStores } from '../../cli/support/two-secret-stores.ts';

let stores: TwoStores;
let outputs: OutputsFile;
beforeEach(async () => {
  stores = await startTwoStores();
  outputs = JSON.parse(await readFile(stores.outputs, 'utf8')) as OutputsFile;
});
afterEach(() => stores.close());

const OLD = 'the-old-secret-of-the-account-0123456789';
const NEW = 'the-new-secret-of-the-account-0123456789';

it('runs the command itself, with the secret on its standard input', async () => {
  for (const store of [stores.primary, stores.secondary]) store.set({ current: OLD });
  await rotate(outputs, 'stage', NEW);
  await rotate(outputs, 'finish');
  for (const store of [stores.primary, stores.secondary])
    expect(store.holds()).toEqual({ ...NOTHING, current: NEW, previous: OLD });
});

it('is an error when something is left, with what the command said', async () => {
  for (const store of [stores.primary, stores.secondary]) store.set({ current: OLD });
  await stores.secondary.listener.break('refuses');
  await expect(rotate(outputs, 'stage', NEW)).rejects.toThrow('Left: eu-west-1.');
});
