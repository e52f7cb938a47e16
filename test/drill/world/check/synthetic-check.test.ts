import { UNCONFIGURED_SIGNATURE_SECRET } from '../../../../functions/core/signature-secret.ts';
import { ROLES, startCheckedWorld } from './checked-world.ts';
import type { CheckedWorld } from './checked-world.ts';

const ALL_OK = {
  'primary own': 'ok',
  'primary other': 'ok',
  'secondary own': 'ok',
  'secondary other': 'ok',
};

let checked: CheckedWorld;
beforeAll(async () => {
  checked = await startCheckedWorld();
});
afterAll(() => checked.stop());
beforeEach(async () => {
  await checked.warm();
  for (const role of ROLES) await checked.writeRecord(role);
});

describe('the synthetic check, with the bundles that are deployed', () => {
  it('finds both regions well, from both', async () => {
    expect(await checked.results()).toEqual(ALL_OK);
  });

  it('says who answered, and with what', async () => {
    const { primary, secondary } = checked.world.description;
    const report = await checked.check('primary');
    expect(report.region).toBe(primary.region);
    expect(report.targets).toMatchObject({
      own: { status: 200, answeredBy: primary.region, needsAttention: false },
      other: { status: 200, answeredBy: secondary.region, needsAttention: false },
    });
  });

  it('asks its own region alone where it is told to', async () => {
    const { targets } = await checked.check('secondary', { targets: ['own'] });
    expect(Object.keys(targets)).toEqual(['own']);
  });

  it('counts what it found, and leaves nothing in the journals', async () => {
    await checked.results();
    const line = checked.world.functionOutput().findLast((text) => text.includes('synthetic check'));
    expect(line).toContain('"SyntheticCheck":1');
    expect(line).toContain('"Dimensions":[["target","result"]]');
    expect(await checked.world.journalKeys('primary')).toEqual([]);
    expect(await checked.world.journalKeys('secondary')).toEqual([]);
  });

  it.each(ROLES)('finds that nobody takes over in the %s, and nothing else', async (role) => {
    const other = role === 'primary' ? 'secondary' : 'primary';
    const undo = await checked.world.breakFunction(role, 'fallback', 'crashes');
    expect(await checked.results()).toEqual({ ...ALL_OK, [`${other} other`]: 'static' });
    expect((await checked.check(other)).targets.other).toMatchObject({ needsAttention: true });
    await undo();
    await checked.warm();
    expect(await checked.results()).toEqual(ALL_OK);
  });

  it('finds that the primary does not answer, and nothing else', async () => {
    const undo = await checked.world.breakFunction('primary', 'answer', 'throttled');
    expect(await checked.results()).toEqual({ ...ALL_OK, 'primary own': 'failed' });
    await undo();
  });

  it('finds the fronts gone', async () => {
    const undo = await checked.world.breakEdge('refuses');
    expect(await checked.results()).toEqual({
      ...ALL_OK,
      'primary other': 'failed',
      'secondary other': 'failed',
    });
    await undo();
  });

  it('finds from both sides that the two hold different secrets', async () => {
    const undo = await checked.world.setSecret(
      'secondary',
      '{"current":"another-secret-than-the-one-at-vonage","next":null,"previous":null}',
    );
    await checked.warm();
    expect(await checked.results()).toEqual({
      ...ALL_OK,
      'primary other': 'static',
      'secondary other': 'static',
    });
    await undo();
  });

  it('sends nothing from a region whose secret is the placeholder, and finds that from the other one', async () => {
    const undo = await checked.world.setSecret('primary', UNCONFIGURED_SIGNATURE_SECRET);
    await checked.warm();
    expect(await checked.results()).toEqual({
      'primary own': 'not-configured',
      'primary other': 'not-configured',
      'secondary own': 'ok',
      'secondary other': 'static',
    });
    await undo();
  });

  it('says where it is not told the other region, and checks its own', async () => {
    await checked.deleteRecord('secondary');
    expect(await checked.results()).toEqual({ ...ALL_OK, 'secondary other': 'unknown-target' });
  });

  it('fails loudly for targets that there are not', async () => {
    await expect(checked.check('primary', { targets: ['both'] })).rejects.toThrow(
      'targets: expected some of',
    );
  });
});
