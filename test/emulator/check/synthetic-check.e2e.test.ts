import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../../../contracts/signature-secret.ts';
import type { Undo } from '../../../emulator/emulator.ts';
import { bundleHandlers } from '../../../infra/bundle.ts';
import { ROLES, startCheckedEmulator } from './checked-emulator.ts';
import type { CheckedEmulator } from './checked-emulator.ts';

const ALL_OK = {
  'primary own': 'ok',
  'primary other': 'ok',
  'secondary own': 'ok',
  'secondary other': 'ok',
};

let checked: CheckedEmulator;
beforeAll(async () => {
  checked = await startCheckedEmulator();
});
afterAll(() => checked.stop());
const undos: Undo[] = [];
/** Until the test is over. */
const during = async (fault: Promise<Undo>): Promise<void> => void undos.push(await fault);
afterEach(async () => {
  for (const undo of undos.splice(0)) await undo();
});
beforeEach(async () => {
  await checked.warm();
  for (const role of ROLES) await checked.writeRecord(role);
});

describe('the synthetic check, with the bundles that are deployed', () => {
  it('finds both regions well, from both', async () => {
    expect(await checked.results()).toEqual(ALL_OK);
  });

  it('says who answered, and with what', async () => {
    const { primary, secondary } = checked.emulator.description;
    const report = await checked.check('primary');
    expect(report.region).toBe(primary.region);
    expect(report.targets).toMatchObject({
      own: { status: 200, answeredBy: primary.region, needsAttention: false },
      other: { status: 200, answeredBy: secondary.region, needsAttention: false },
    });
  });

  it('asks its own region alone if the request names only that one', async () => {
    const { targets } = await checked.check('secondary', { targets: ['own'] });
    expect(Object.keys(targets)).toEqual(['own']);
  });

  it('counts what it found', async () => {
    const written = checked.watch('"message":"synthetic check"');
    await checked.results();
    for (const line of await written(4)) {
      expect(line).toContain('"SyntheticCheck":1');
      expect(line).toContain('"Dimensions":[["target","result"]]');
    }
  });

  it('is no call to those that it asks: marked in their logs, and in none of their metrics', async () => {
    const written = checked.watch('"status":200,"durationMs"');
    await checked.results();
    for (const line of await written(4)) {
      expect(line).toContain('"synthetic":true');
      expect(line).not.toContain('"_aws"');
    }
  });

  it.each(ROLES)('finds that no fallback works in the %s, and nothing else', async (role) => {
    const other = role === 'primary' ? 'secondary' : 'primary';
    await during(checked.emulator.breakFunction(role, 'fallback', 'crashes'));
    expect(await checked.results()).toEqual({ ...ALL_OK, [`${other} other`]: 'static' });
    expect((await checked.check(other)).targets.other).toMatchObject({ needsAttention: true });
    for (const undo of undos.splice(0)) await undo();
    await checked.warm();
    expect(await checked.results()).toEqual(ALL_OK);
  });

  it('finds that the primary does not answer, and nothing else', async () => {
    await during(checked.emulator.breakFunction('primary', 'answer', 'throttled'));
    expect(await checked.results()).toEqual({ ...ALL_OK, 'primary own': 'failed' });
  });

  it("finds that the secondary's call flow fails, which only its log would show", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'failing-call-flow-'));
    const callFlow = fileURLToPath(new URL('../../../drill/faults/call-flows/throws.ts', import.meta.url));
    const bundles = await bundleHandlers({ outDir: folder, callFlow });
    await during(checked.emulator.replaceBundle('secondary', 'fallback', bundles.fallback));
    await checked.emulator.warm('secondary', 'fallback', 1);
    expect(await checked.results()).toEqual({ ...ALL_OK, 'primary other': 'failed' });
    expect((await checked.check('primary')).targets.other?.detail).toContain('its call flow threw');
    await rm(folder, { recursive: true });
  });

  it('finds the fronts gone', async () => {
    await during(checked.emulator.breakEdge('refuses'));
    expect(await checked.results()).toEqual({
      ...ALL_OK,
      'primary other': 'failed',
      'secondary other': 'failed',
    });
  });

  it('finds from both sides that the two hold different secrets', async () => {
    const another = '{"current":"another-secret-than-the-one-at-vonage","next":null,"previous":null}';
    await during(checked.emulator.setSecret('secondary', another));
    await checked.warm();
    expect(await checked.results()).toEqual({
      ...ALL_OK,
      'primary other': 'static',
      'secondary other': 'static',
    });
  });

  it('sends nothing from a region whose secret is the placeholder, and finds that from the other one', async () => {
    await during(checked.emulator.setSecret('primary', UNCONFIGURED_SIGNATURE_SECRET));
    await checked.warm();
    expect(await checked.results()).toEqual({
      'primary own': 'not-configured',
      'primary other': 'not-configured',
      'secondary own': 'ok',
      'secondary other': 'static',
    });
  });

  it('says where it does not know the other region, and checks its own', async () => {
    await checked.deleteRecord('secondary');
    expect(await checked.results()).toEqual({ ...ALL_OK, 'secondary other': 'unknown-target' });
  });

  it('fails loudly for targets that there are not', async () => {
    await expect(checked.check('primary', { targets: ['both'] })).rejects.toThrow(
      'targets: expected some of',
    );
  });
});
