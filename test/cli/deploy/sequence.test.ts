import { rm } from 'node:fs/promises';
import { parseDeploymentRecord } from '../../../contracts/deployment-record.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { REGIONS, STACKS } from '../support/an-assembly.ts';
import { arnOf } from '../support/recording-cloud.ts';
import { aDeploy, SECRET, withSecret } from './a-deploy.ts';

const { primary, secondary } = REGIONS;
const STATIC_URL = 'https://static.example.com/static/fallback.json';
const RECORD = `/${settings.name}/deployment`;

const WHOLE = [
  `deploy ${STACKS.static}`,
  `fetch ${STATIC_URL}`,
  `deploy ${STACKS.secondary}`,
  `secret ${secondary}`,
  `probe own ${secondary}`,
  `deploy ${STACKS.primary}`,
  `secret ${primary}`,
  `probe own ${primary}`,
  `record ${secondary}`,
  `record ${primary}`,
  `probe other ${secondary}`,
  `probe other ${primary}`,
];

describe('npm run deploy, with an account that writes down what is done', () => {
  const test = aDeploy();

  it('deploys static, secondary, primary, each probed before the next is touched, then the record', async () => {
    const { code, out } = await test.deploy(...withSecret(test));
    expect(test.cloud.did).toEqual(WHOLE);
    expect(code).toBe(0);
    expect(out).toContain('Deployed and probed:');
    expect(out).toContain('npm run link -- plan');
  });

  it('writes outputs, secrets and a record that their readers understand', async () => {
    await test.deploy(...withSecret(test));
    expect(Object.keys(await test.outputs()).sort()).toEqual(Object.values(STACKS).sort());
    for (const region of [primary, secondary]) {
      const at = test.cloud.regions[region];
      expect(at?.secrets.get(arnOf(region))).toEqual({ current: SECRET, next: null, previous: null });
      expect(parseDeploymentRecord(at?.parameters.get(RECORD) ?? '')).toEqual({
        writtenAt: '2026-01-01T12:00:00.000Z',
        regions: Object.fromEntries(
          (['secondary', 'primary'] as const).map((role) => [
            REGIONS[role],
            {
              role,
              answerUrl: `https://api.${REGIONS[role]}.example.com/prod/answer`,
              fallbackUrl: `https://distribution.${REGIONS[role]}.example.com/fallback`,
            },
          ]),
        ),
      });
    }
  });

  it('never shows the secret', async () => {
    const { out, err } = await test.deploy(...withSecret(test));
    expect(out + err).not.toContain(SECRET);
  });

  it('keeps a secret that a region has, whatever is given', async () => {
    await test.deploy(...withSecret(test));
    const { did, regions } = test.cloud;
    const held = { current: 'another-secret-0123456789', next: null, previous: null };
    regions[primary]?.secrets.set(arnOf(primary), held);
    did.length = 0;
    const { code, err } = await test.deploy(...withSecret(test));
    expect(code).toBe(0);
    expect(regions[primary]?.secrets.get(arnOf(primary))).toEqual(held);
    expect(did.filter((each) => each.startsWith('secret'))).toEqual([]);
    expect(err).toContain('afterwards: npm run rotate -- stage');
  });

  it('without a secret leaves the placeholder, and its refusal is what the probe expects', async () => {
    for (const region of [primary, secondary]) {
      const at = test.cloud.regions[region];
      const refusal = { result: 'not-configured', needsAttention: true } as const;
      if (at !== undefined) at.checks = { own: [refusal], other: [refusal] };
    }
    const { code, out } = await test.deploy('--without-secret');
    expect(test.cloud.did).toEqual(WHOLE.filter((each) => !each.startsWith('secret')));
    expect(code).toBe(0);
    expect(out).toContain('npm run rotate -- stage --apply');
  });

  it('does not take an answer for right that a region without a secret gives', async () => {
    const { code, out } = await test.deploy('--without-secret');
    expect(code).toBe(1);
    expect(out).toContain(`Stopped at secondary (${secondary}), its probe`);
  });

  it('stops where a secret is gone with its stack, unless a region without one was asked for', async () => {
    await test.deploy(...withSecret(test));
    const { cloud } = test;
    const { deploy } = cloud;
    Object.assign(cloud, {
      deploy: async (...[folder, stack]: Parameters<typeof deploy>) => {
        await deploy(folder, stack);
        const none = { current: null, next: null, previous: null };
        cloud.regions[stack.region]?.secrets.set(arnOf(stack.region), none);
      },
    });
    const at = cloud.regions[secondary];
    if (at !== undefined) at.checks = { own: [{ result: 'not-configured', needsAttention: true }] };
    cloud.did.length = 0;
    const { code, out } = await test.deploy();
    expect(code).toBe(1);
    expect(out).toContain(`Stopped at secondary (${secondary}), its secret`);
    expect(out).toContain('found the placeholder');
    expect(cloud.did).not.toContain(`deploy ${STACKS.primary}`);
  });

  it('makes a probe again that fails only once', async () => {
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.checks = { own: [{ result: 'failed', needsAttention: true }, {}] };
    const { code } = await test.deploy(...withSecret(test));
    expect(code).toBe(0);
    expect(test.cloud.did.filter((each) => each === `probe own ${secondary}`)).toHaveLength(2);
    expect(test.io.pausesMs).toEqual([5_000]);
  });

  it('takes over buckets that a former deployment has left, where --adopt says so', async () => {
    const bucket = `${settings.name}-journal-${primary}-111122223333`;
    test.cloud.regions[primary]?.buckets.add(bucket);
    const refused = await test.deploy(...withSecret(test));
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--adopt takes it over');
    expect(test.cloud.did).toEqual([]);
    const { code } = await test.deploy(...withSecret(test), '--adopt');
    expect(code).toBe(0);
    const at = test.cloud.did.indexOf(`adopt ${bucket}`);
    expect(test.cloud.did[at + 1]).toBe(`deploy ${STACKS.primary}`);
  });
});

describe('npm run deploy, stopped', () => {
  const test = aDeploy();
  const failed = {
    result: 'failed',
    needsAttention: true,
    detail: 'expected status 200, found 502',
  } as const;

  it('says that nothing is there where the takeover of a bucket was rolled back', async () => {
    const bucket = `${settings.name}-journal-${secondary}-111122223333`;
    test.cloud.regions[secondary]?.buckets.add(bucket);
    const { cloud } = test;
    Object.assign(cloud, {
      adoptBuckets: async ({ name, region }: Parameters<typeof cloud.adoptBuckets>[0]) => {
        const status = 'IMPORT_ROLLBACK_COMPLETE';
        const left = { id: 'arn', status, reason: '', outputs: {}, resources: [] };
        cloud.regions[region]?.stacks.set(name, left);
        throw new Error('the import was rolled back');
      },
    });
    const { code, out } = await test.deploy(...withSecret(test), '--adopt');
    expect(code).toBe(1);
    expect(out).toContain('taking its buckets over: the import was rolled back');
    expect(out).toMatch(/secondary +\S+ +none: the takeover of its buckets was rolled back/);
    const again = await test.deploy(...withSecret(test), '--adopt');
    expect(again.code).toBe(1);
    expect(again.err).toContain('aws cloudformation delete-stack');
  });

  it('touches no serving region when the static NCCO is not served as it should be', async () => {
    test.staticNcco.type = 'text/html';
    const { code, out } = await test.deploy(...withSecret(test));
    expect(code).toBe(1);
    expect(new Set(test.cloud.did)).toEqual(new Set(WHOLE.slice(0, 2)));
    expect(out).toContain('expected Content-Type application/json, found text/html');
    expect(out).toMatch(new RegExp(`static +${STACKS.static} +new, but failed at`));
    expect(out).toMatch(new RegExp(`primary +${STACKS.primary} +none yet`));
  });

  it('does not touch the primary when the secondary fails its probe', async () => {
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.checks = { own: [failed] };
    const { code, out } = await test.deploy(...withSecret(test));
    expect(code).toBe(1);
    expect(test.cloud.did).not.toContain(`deploy ${STACKS.primary}`);
    expect(out).toContain('its probe: failed: expected status 200, found 502');
    expect(out).toContain('npm run destroy takes down what is there');
    // What is up is in the file, and nothing else.
    expect(Object.keys(await test.outputs()).sort()).toEqual([STACKS.static, STACKS.secondary].sort());
  });

  it('says how to keep callers from a primary that fails its probe', async () => {
    await test.deploy(...withSecret(test));
    const at = test.cloud.regions[primary];
    if (at !== undefined) at.checks = { own: [failed] };
    const { code, out } = await test.deploy();
    expect(code).toBe(1);
    expect(out).toContain(`npm run link -- apply --primary ${secondary}`);
    expect(out).toContain('check out the commit that was deployed before');
  });

  it('says that the primary is as before when its change was rolled back', async () => {
    await test.deploy(...withSecret(test));
    test.cloud.failing.set(STACKS.primary, 'UPDATE_ROLLBACK_COMPLETE');
    const { code, out } = await test.deploy();
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`secondary +${STACKS.secondary} +new, probed`));
    expect(out).toMatch(new RegExp(`primary +${STACKS.primary} +as before \\(UPDATE_ROLLBACK_COMPLETE\\)`));
    expect(test.cloud.did.at(-1)).toBe(`deploy ${STACKS.primary}`);
  });

  it('stops where AWS itself has lost a resource', async () => {
    test.cloud.skipped.add('AnswerLogs');
    const { code, out } = await test.deploy(...withSecret(test));
    expect(code).toBe(1);
    expect(out).toContain('found none for AWS::Logs::LogGroup AnswerLogs');
    expect(test.cloud.did).not.toContain(`deploy ${STACKS.primary}`);
  });

  it('goes on where it stopped, and loses nothing', async () => {
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.checks = { own: [failed] };
    await test.deploy(...withSecret(test));
    if (at !== undefined) at.checks = {};
    test.cloud.did.length = 0;
    // The secret is in the region already: the second run needs it for the primary alone.
    const { code } = await test.deploy(...withSecret(test));
    expect(code).toBe(0);
    expect(test.cloud.did).toEqual(WHOLE.filter((each) => each !== `secret ${secondary}`));
    expect(Object.keys(await test.outputs())).toHaveLength(3);
  });

  it('keeps the outputs of the stacks that a stopped run did not reach', async () => {
    await test.deploy(...withSecret(test));
    const before = await test.outputs();
    test.cloud.failing.set(STACKS.secondary, 'UPDATE_ROLLBACK_COMPLETE');
    await rm(test.outputsFile);
    expect((await test.deploy()).code).toBe(1);
    expect(await test.outputs()).toEqual(before);
  });

  it("fails when a region does not get through the other one's distribution", async () => {
    const at = test.cloud.regions[secondary];
    if (at !== undefined) at.checks = { other: [{ ...failed, result: 'static' }] };
    const { code, out } = await test.deploy(...withSecret(test));
    expect(code).toBe(1);
    expect(out).toContain("asking the other region's distribution");
  });

  it('ends at once when it is interrupted, and says where things are', async () => {
    test.io.interrupt();
    await expect(test.deploy(...withSecret(test))).resolves.toMatchObject({ code: 130 });
    expect(test.cloud.did).toEqual([]);
  });
});
