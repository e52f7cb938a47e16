import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { destroy as command } from '../../../cli/destroy/command.ts';
import { runDestroy } from '../../../cli/destroy/run-destroy.ts';
import { inOrder } from '../../../cli/stacks/assembly.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';
import { stackRecordName } from '../../../cli/stacks/stack-record.ts';
import { testIo, type TestIo } from '../link/support/test-io.ts';
import { ACCOUNT, REGIONS, STACKS, writeAssembly } from '../support/an-assembly.ts';
import { arnOf, recordingCloud } from '../support/recording-cloud.ts';
import type { RecordingCloud } from '../support/recording-cloud.ts';

const { primary, secondary } = REGIONS;
const RECORD = `/${settings.name}/deployment`;
const STATIC_BUCKET = `${settings.name}-static-${REGIONS.static}-${ACCOUNT}`;
const journalOf = (region: string) => `${settings.name}-journal-${region}-${ACCOUNT}`;

const WHOLE = [
  `delete record ${primary}`,
  `delete record ${secondary}`,
  `delete ${STACKS.primary}`,
  `delete secret ${primary} (7 days)`,
  `delete ${STACKS.secondary}`,
  `delete secret ${secondary} (7 days)`,
  `delete ${STACKS.static}`,
  `delete bucket ${STATIC_BUCKET}`,
];

describe('npm run destroy, with an account that writes down what is done', () => {
  let cloud: RecordingCloud;
  let io: TestIo;
  /** What the Applications API answers. */
  let application: unknown;
  let answer: string, folder: string, outputs: string;

  afterEach(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'destroy-test-'));
    outputs = join(folder, 'outputs.json');
    await writeFile(
      outputs,
      JSON.stringify(Object.fromEntries(Object.values(STACKS).map((each) => [each, {}]))),
    );
    cloud = recordingCloud();
    const assembly = await writeAssembly();
    for (const stack of inOrder(readAssembly(assembly.folder, settings)))
      await cloud.deploy(assembly.folder, stack);
    await assembly.remove();
    for (const region of [primary, secondary]) {
      cloud.regions[region]?.buckets.add(journalOf(region));
      cloud.regions[region]?.parameters.set(RECORD, '{}');
    }
    cloud.regions[REGIONS.static]?.buckets.add(STATIC_BUCKET);
    cloud.did.length = 0;
    application = { name: 'voice', capabilities: {} };
    answer = 'yes';
    io = testIo({
      env: { VONAGE_API_KEY: 'abcd1234', VONAGE_API_SECRET: 'an-api-secret' },
      answer: () => answer,
      fetch: async () => Response.json({ id: settings.vonage.applicationIds[0], ...(application as object) }),
    });
  });

  const destroy = async (...args: readonly string[]) => {
    const code = await runDestroy(command.read(['--outputs', outputs, ...args]).values, {
      io: io.io,
      openCloud: () => cloud,
    });
    const { stdout, stderr } = io.take();
    return { code, out: stdout, err: stderr };
  };

  it('takes the record, the primary, the secondary and the static tier down, each with what it leaves', async () => {
    const { code, out } = await destroy('--yes');
    expect(cloud.did).toEqual(WHOLE);
    expect(code).toBe(0);
    expect(out).not.toContain('LEFT');
  });

  it('leaves no outputs behind, which link would take for stacks that are up', async () => {
    await destroy('--yes');
    await expect(readFile(outputs)).rejects.toThrow('ENOENT');
  });

  it('keeps the journals, and says by name where they are, why, and how they go', async () => {
    const { out, err } = await destroy('--yes');
    for (const region of [primary, secondary]) {
      expect(cloud.regions[region]?.buckets.has(journalOf(region))).toBe(true);
      expect(out).toContain(`kept  ${region}  bucket ${journalOf(region)}`);
    }
    expect(out).toContain(`${String(settings.journal.expireAfterDays)} days`);
    expect(out).toContain(`--with-journals ${settings.name}`);
    expect(err).toContain('can be restored for 7 days');
  });

  it('deletes the journals too where the deployment is named, and nothing under another name', async () => {
    await expect(destroy('--yes', '--with-journals', 'voice')).rejects.toThrow('Nothing was deleted');
    expect(cloud.did).toEqual([]);
    const { code, out } = await destroy('--yes', '--with-journals', settings.name);
    expect(code).toBe(0);
    expect(out).toContain('Nothing of the deployment is left.');
    for (const region of [primary, secondary])
      expect(cloud.did).toContain(`delete bucket ${journalOf(region)}`);
  });

  it('does not call a journal kept whose deletion was asked for and refused', async () => {
    cloud.refusedBuckets.set(journalOf(secondary), 'AccessDenied: no s3:DeleteObjectVersion');
    const { code, out } = await destroy('--yes', '--with-journals', settings.name);
    expect(code).toBe(2);
    expect(out).toContain(`LEFT  ${secondary}  bucket ${journalOf(secondary)}`);
    expect(out).toContain('no s3:DeleteObjectVersion');
    expect(out).not.toContain('kept');
  });

  it.each([
    ['answer_url', `https://api.${primary}.example.com/prod/answer`],
    ['fallback_answer_url', `https://distribution.${secondary}.example.com/fallback?x=1`],
  ])('refuses while %s of an application leads to a stack', async (webhook, address) => {
    application = {
      name: 'voice',
      capabilities: { voice: { webhooks: { [webhook]: { address, http_method: 'POST' } } } },
    };
    await expect(destroy('--yes')).rejects.toThrow(
      `${settings.vonage.applicationIds[0] ?? ''}: capabilities.voice.webhooks.${webhook}.address ${address}`,
    );
    expect(cloud.did).toEqual([]);
    await expect(destroy('--yes', '--force')).resolves.toMatchObject({ code: 0 });
  });

  it('does not mind an application that leads elsewhere', async () => {
    const webhooks = { answer_url: { address: 'https://elsewhere.example.com/answer' } };
    application = { name: 'voice', capabilities: { voice: { webhooks } } };
    await expect(destroy('--yes')).resolves.toMatchObject({ code: 0 });
  });

  it('refuses for any webhook while a region is unavailable: it may lead there', async () => {
    const at = cloud.regions[primary];
    if (at !== undefined) at.isAway = true;
    const webhooks = { answer_url: { address: 'https://api.unseen.example.com/prod/answer' } };
    application = { name: 'voice', capabilities: { voice: { webhooks } } };
    await expect(destroy('--yes')).rejects.toThrow('https://api.unseen.example.com/prod/answer');
    expect(cloud.did).toEqual([]);
    await expect(destroy('--yes', '--force')).resolves.toMatchObject({ code: 2 });
  });

  it('refuses where it cannot see what the application says', async () => {
    io = testIo({ env: {} });
    await expect(destroy('--yes')).rejects.toThrow(
      'Expected to see whether a Vonage application still names the stacks',
    );
    expect(cloud.did).toEqual([]);
  });

  it('asks first, naming the stacks; only "yes" does it', async () => {
    answer = 'y';
    const { code, err } = await destroy();
    expect(code).toBe(1);
    expect(cloud.did).toEqual([]);
    for (const stack of Object.values(STACKS)) expect(err).toContain(stack);
    answer = 'yes';
    expect((await destroy()).code).toBe(0);
  });

  it('takes down the rest while a region is unavailable, says what is left, and completes it later', async () => {
    const at = cloud.regions[primary];
    if (at !== undefined) at.isAway = true;
    const first = await destroy('--yes');
    expect(first.code).toBe(2);
    expect(cloud.did).toEqual(WHOLE.filter((each) => !each.includes(primary)));
    expect(first.out).toContain(`LEFT  ${primary}  ${STACKS.primary}`);
    expect(first.out).toContain('the same command again');
    expect(Object.keys(JSON.parse(await readFile(outputs, 'utf8')) as object)).toEqual([STACKS.primary]);
    if (at !== undefined) at.isAway = false;
    cloud.did.length = 0;
    const second = await destroy('--yes');
    expect(second.code).toBe(0);
    expect(cloud.did).toContain(`delete ${STACKS.primary}`);
    expect(at?.stacks.size).toBe(0);
  });

  it('deletes the recorded outputs too, and names one that is left', async () => {
    const parameters = cloud.regions[primary]?.parameters;
    const record = stackRecordName(settings.name, STACKS.static);
    parameters?.set(record, '{}');
    expect((await destroy('--yes')).code).toBe(0);
    expect([...(parameters?.keys() ?? [])]).toEqual([]);
    parameters?.set(record, '{}');
    cloud.deleteParameter = () => Promise.resolve();
    expect((await destroy('--yes')).out).toContain(`LEFT  ${primary}  parameter ${record}`);
  });

  it('finds what a run has left whose stack is gone already', async () => {
    for (const { stacks } of Object.values(cloud.regions)) stacks.clear();
    const { code } = await destroy('--yes');
    expect(code).toBe(0);
    expect(cloud.did).toEqual(WHOLE.filter((each) => !/^delete vonage/.test(each)));
    expect(cloud.regions[primary]?.secrets.get(arnOf(primary))).toBeNull();
  });

  it('does not call deleted what CloudFormation has deleted with the stack', async () => {
    const at = cloud.regions[primary];
    const stack = at?.stacks.get(STACKS.primary);
    if (stack === undefined) throw new Error('no stack');
    const distributionKey = {
      logicalId: 'FrontKeySecret',
      physicalId: 'arn:distribution-key',
      type: 'AWS::SecretsManager::Secret',
      status: 'CREATE_COMPLETE',
      reason: undefined,
    };
    at?.stacks.set(STACKS.primary, { ...stack, resources: [...stack.resources, distributionKey] });
    const { code, err } = await destroy('--yes');
    expect(code).toBe(0);
    expect(err).toContain(`${arnOf(primary)}: deleted`);
    expect(err).not.toContain('arn:distribution-key');
  });

  it('goes on with the other stacks when one is held, and says by what', async () => {
    cloud.held.set(STACKS.primary, 'the bucket is not empty');
    const { code, out } = await destroy('--yes');
    expect(code).toBe(2);
    expect(out).toContain('the bucket is not empty');
    expect(out).toContain(`stack ${STACKS.primary} (DELETE_FAILED)`);
    expect(cloud.did).toContain(`delete ${STACKS.static}`);
  });

  it('leaves a stack alone that somebody changes right now', async () => {
    const at = cloud.regions[secondary];
    const stack = at?.stacks.get(STACKS.secondary);
    if (stack !== undefined) at?.stacks.set(STACKS.secondary, { ...stack, status: 'UPDATE_IN_PROGRESS' });
    const { code, out } = await destroy('--yes');
    expect(code).toBe(2);
    expect(cloud.did).not.toContain(`delete ${STACKS.secondary}`);
    expect(out).toContain('another deployment is changing it');
  });

  it('deletes log groups that a function has written anew, and tells those that it does not know', async () => {
    const groups = cloud.regions[primary]?.logGroups;
    groups?.add(`/aws/lambda/${STACKS.primary}-AnswerFunction`).add(`/aws/lambda/${STACKS.primary}-Unknown`);
    const { code, out } = await destroy('--yes');
    expect(cloud.did).toContain(`delete log group /aws/lambda/${STACKS.primary}-AnswerFunction`);
    expect(out).toContain(`aws logs delete-log-group --log-group-name /aws/lambda/${STACKS.primary}-Unknown`);
    expect(code).toBe(2);
  });

  it('tells of log groups by the names that CloudFormation gives functions: of a long stack name, the beginning', async () => {
    const [cut, cutFormerly] = [STACKS.primary.slice(0, 25), STACKS.primary.slice(0, 24)];
    const own = [
      `${cut}-CheckFunctionA1B2C3D4E5F-RCbFVm28JZez`,
      `${cutFormerly}-AnswerFunctionA1B2C3D4E5-1A2B3C4D5E6F7`,
      `${STACKS.primary}-Answer-RCbFVm28JZez`,
    ];
    const others = [`${cutFormerly}22-AnswerFunction-RCbFVm28JZez`, 'voice-Answer-RCbFVm28JZez'];
    for (const each of [...own, ...others]) cloud.regions[primary]?.logGroups.add(`/aws/lambda/${each}`);
    const { code, out } = await destroy('--yes');
    expect(code).toBe(2);
    for (const each of own) expect(out).toContain(`log group /aws/lambda/${each}`);
    for (const each of others) expect(out).not.toContain(each);
  });

  it('refuses where no region answers', async () => {
    for (const at of Object.values(cloud.regions)) at.isAway = true;
    await expect(destroy('--yes')).rejects.toThrow(
      /^Expected at least one region to answer, found none:\n {2}\S+: no answer from AWS in \S+ \(connect ETIMEDOUT .*Nothing was deleted\.$/s,
    );
  });

  it('ends when it is interrupted, and says what is left', async () => {
    io.interrupt();
    const { code, out } = await destroy('--yes', '--force');
    expect([code, cloud.did]).toEqual([130, []]);
    expect(out).toContain('interrupted');
  });
});
