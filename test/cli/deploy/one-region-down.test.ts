import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDeploymentRecord } from '../../../contracts/deployment-record.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { stackRecordName } from '../../../cli/stacks/stack-record.ts';
import { REGIONS, STACKS } from '../support/an-assembly.ts';
import { aDeploy, withSecret } from './a-deploy.ts';

const { primary, secondary } = REGIONS;
const STATIC_URL = 'https://static.example.com/static/fallback.json';
const RECORD = `/${settings.name}/deployment`;

describe('npm run deploy, with one region down', () => {
  const test = aDeploy();

  it.each(Object.values(REGIONS))(
    'touches nothing while %s is down, and says the way out',
    async (region) => {
      const at = test.cloud.regions[region];
      if (at !== undefined) at.isAway = true;
      const { code, err } = await test.deploy(...withSecret(test));
      expect(code).toBe(1);
      expect(test.cloud.did).toEqual([]);
      expect(err).toContain(`--without ${region}`);
      expect(err).toContain('Nothing was written');
    },
  );

  it('deploys the others without it, keeps what is known of it, and calls that partly', async () => {
    await test.deploy(...withSecret(test));
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.isAway = true;
    const before = await test.outputs();
    test.cloud.did.length = 0;
    const { code, out } = await test.deploy('--without', secondary);
    expect(code).toBe(2);
    expect(test.cloud.did).toEqual([
      `deploy ${STACKS.static}`,
      `fetch ${STATIC_URL}`,
      `deploy ${STACKS.primary}`,
      `probe own ${primary}`,
      `record ${primary}`,
    ]);
    expect(out).toContain(`Skipped: ${secondary}`);
    expect((await test.outputs())[STACKS.secondary]).toEqual(before[STACKS.secondary]);
    const record = parseDeploymentRecord(test.cloud.regions[primary]?.parameters.get(RECORD) ?? '');
    expect(Object.keys(record.regions).sort()).toEqual([primary, secondary].sort());
  });

  it('keeps what the record says of a region that is left out, also where no outputs file knows it', async () => {
    await test.deploy(...withSecret(test));
    const parameters = test.cloud.regions[primary]?.parameters;
    const before = parseDeploymentRecord(parameters?.get(RECORD) ?? '');
    const moved = { ...before, regions: { ...before.regions, 'eu-south-1': before.regions[secondary] } };
    parameters?.set(RECORD, JSON.stringify(moved));
    await rm(test.outputsFile);
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.isAway = true;
    await test.deploy('--without', secondary);
    const record = parseDeploymentRecord(parameters?.get(RECORD) ?? '');
    expect(record.regions).toEqual(before.regions);
  });

  it('deploys the static tier alone where both regions are down', async () => {
    await test.deploy(...withSecret(test));
    const before = await test.outputs();
    for (const region of [primary, secondary]) {
      const at = test.cloud.regions[region];
      if (at !== undefined) at.isAway = true;
    }
    test.cloud.did.length = 0;
    const { code, out } = await test.deploy('--without', primary, '--without', secondary);
    expect(code).toBe(2);
    expect(test.cloud.did).toEqual([`deploy ${STACKS.static}`, `fetch ${STATIC_URL}`]);
    expect(out).toContain('Skipped');
    expect(await test.outputs()).toEqual(before);
  });

  it('refuses to leave all of them', async () => {
    const all = Object.values(REGIONS).flatMap((region) => ['--without', region]);
    await expect(test.deploy(...all)).rejects.toThrow('expected at least one region to deploy');
  });

  it('refuses a region that is none of them', async () => {
    await expect(test.deploy('--without', 'eu-west-9')).rejects.toThrow('expected one of');
  });

  it('does not lead on to link after a first deployment without a serving region', async () => {
    const at = test.cloud.regions[primary];
    if (at !== undefined) at.isAway = true;
    const { code, out } = await test.deploy(...withSecret(test), '--without', primary);
    expect(code).toBe(2);
    expect(out).not.toContain('npm run link -- plan');
    expect(out).toContain(`once ${primary} can be deployed: link needs both serving regions`);
  });

  it('records the outputs of every stack in both serving regions, and keeps that of one that is left out', async () => {
    const recorded = (region: string) =>
      Object.fromEntries(
        Object.values(STACKS).map((stack) => {
          const text =
            test.cloud.regions[region]?.parameters.get(stackRecordName(settings.name, stack)) ?? '{}';
          return [stack, (JSON.parse(text) as { outputs?: object }).outputs];
        }),
      );
    await test.deploy(...withSecret(test));
    const outputs = await test.outputs();
    expect(recorded(primary)).toEqual(outputs);
    expect(recorded(secondary)).toEqual(outputs);
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.isAway = true;
    await rm(test.outputsFile);
    await test.deploy('--without', secondary);
    expect(recorded(primary)).toEqual(outputs);
  });
});

describe('npm run deploy -- --outputs FILE', () => {
  const test = aDeploy();

  it.each([
    [
      'a folder that is not there',
      'no/such/outputs.json',
      /found no folder .*no\/such\. Nothing was written\. Make the folder/,
    ],
    ['a folder', '.', /found a folder of that name\./],
  ])('refuses %s before anything is written or asked', async (_case, file, message) => {
    const path = join(test.assembly.folder, file);
    await expect(test.deploy(...withSecret(test), '--outputs', path)).rejects.toThrow(message);
    expect(test.cloud.did).toEqual([]);
  });
});
