import { READ_BACK_TIMEOUT } from '../../../cli/kit/read-back-flag.ts';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { runOutputs } from '../../../cli/outputs/command.ts';
import { deployStacks } from '../../../cli/deploy/sequence/deploy-stacks.ts';
import { openCloud } from '../../../cli/stacks/aws/open-cloud.ts';
import { keepOutputs } from '../../../cli/stacks/outputs-file.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';
import { inOrder } from '../../../cli/stacks/assembly.ts';
import { startLinked, voiceOf } from '../link/support/linked.ts';
import type { Linked } from '../link/support/linked.ts';
import { testIo } from '../link/support/test-io.ts';
import { twoRegions } from '../link/two-regions.ts';
import { startAws } from '../aws-stand-in/start-aws.ts';
import type { AwsStandIn } from '../aws-stand-in/start-aws.ts';
import { writeAssembly } from '../support/an-assembly.ts';
import type { WrittenAssembly } from '../support/an-assembly.ts';

const { name, regions } = settings;
const OF_ROLE = {
  primary: { ...twoRegions['stack-one'], Region: regions.primary },
  secondary: { ...twoRegions['stack-two'], Region: regions.secondary },
  static: { ...twoRegions['stack-static'], Region: regions.static },
};

/** "A region is dead: do this", on a machine that has neither deployed nor the outputs file. */
describe('while a region is down', () => {
  const variables = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = variables.map((variable) => process.env[variable]);
  const unavailable = new Set<string>();
  let aws: AwsStandIn;
  let assembly: WrittenAssembly;
  let linked: Linked;
  let folder: string;

  beforeEach(async () => {
    unavailable.clear();
    aws = await startAws({
      skips: [],
      unavailable,
      invoke: (_function, payload) => {
        const [target = ''] = (JSON.parse(payload) as { targets: readonly string[] }).targets;
        const report = { result: 'ok', needsAttention: false, detail: 'a valid NCCO', tookMs: 3 };
        return { region: 'here', atMs: 0, targets: { [target]: report } };
      },
    });
    process.env['AWS_ENDPOINT_URL'] = aws.endpoint;
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'example';
    folder = await mkdtemp(join(tmpdir(), 'voice-failover-dead-'));
    assembly = await writeAssembly((role, template) => ({
      ...template,
      Outputs: Object.fromEntries(Object.entries(OF_ROLE[role]).map(([key, Value]) => [key, { Value }])),
    }));
    linked = await startLinked();
    await deploy();
  });
  afterEach(async () => {
    variables.forEach((variable, index) => {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before[index];
    });
    await Promise.all([aws.close(), assembly.remove(), linked.stop(), rm(folder, { recursive: true })]);
  });

  /** As `npm run deploy` does it once its checks have passed; the stacks themselves are put into the account here. */
  async function deploy(): Promise<void> {
    const { io } = testIo();
    const read = readAssembly(assembly.folder, settings);
    const cloud = openCloud({ endpoint: aws.endpoint, onLine: () => undefined, signal: io.signal });
    const deployed = await deployStacks({
      assembly: read,
      stacks: inOrder(read),
      leftOut: [],
      secret: undefined,
      withoutSecret: true,
      toAdopt: new Map(),
      flows: undefined,
      readBackTimeout: READ_BACK_TIMEOUT,
      outputs: keepOutputs(join(folder, 'of-the-machine-that-deployed.json'), {}),
      cloud: {
        ...cloud,
        deploy: (_folder, { region, name: stack, template, role }) => {
          const held = {
            id: `arn:aws:cloudformation:${region}:111122223333:stack/${stack}/1`,
            name: stack,
            status: 'CREATE_COMPLETE',
            template: { ...template, Resources: {} },
            templateText: '{}',
            physicalIds: new Map<string, string>(),
            outputs: { ...OF_ROLE[role] },
          };
          aws.region(region).stacks.set(stack, held);
          if (role !== 'static')
            aws.region(region).secrets.set(OF_ROLE[role].SignatureSecretArn, {
              versions: new Map([
                ['1', JSON.stringify({ current: 'x'.repeat(32), next: null, previous: null })],
              ]),
              current: '1',
              stack,
              isDeleted: false,
            });
          return Promise.resolve();
        },
      },
      io,
    });
    expect(deployed.stop).toBeUndefined();
  }

  const outputs = async (file: string) => {
    const { io, take } = testIo({
      env: { AWS_ENDPOINT_URL: aws.endpoint },
      nowMs: () => Date.parse('2026-01-03T12:00:00.000Z'),
    });
    return { code: await runOutputs(file, { io, openCloud }), ...take() };
  };
  const addresses = (): Readonly<Record<string, unknown>> => {
    const webhooks = voiceOf(linked.application())['webhooks'] as Record<string, JsonObject>;
    return Object.fromEntries(Object.entries(webhooks).map(([webhook, { address }]) => [webhook, address]));
  };

  it.each([
    [regions.primary, 'secondary', 'primary'],
    [regions.secondary, 'primary', 'secondary'],
  ] as const)('%s is: outputs, then apply --primary with the other one', async (dead, living, gone) => {
    const file = join(folder, 'cdk-outputs.json');
    const swap = [
      'apply',
      '--outputs',
      file,
      '--kept',
      join(folder, 'kept'),
      '--yes',
      '--primary',
      regions[living],
    ];
    unavailable.add(dead);

    const without = await linked.run(swap);
    expect(without.code).toBe(1);
    expect(without.stderr).toContain(
      `From the stacks themselves, also while a region is down:\n  npm run outputs -- --outputs ${file}\n  npm run link -- apply --outputs ${file} --primary ${regions[living]}\n`,
    );

    const { code, stderr } = await outputs(file);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      new RegExp(`From a record: ${name}-${dead}, .* \\(2 days old\\), kept in ${regions[living]}\\.`),
    );
    expect(stderr).toContain(`npm run link -- apply --primary ${regions[living]} --outputs ${file}`);
    const written = JSON.parse(await readFile(file, 'utf8')) as OutputsFile;
    expect(Object.values(written)).toEqual(expect.arrayContaining(Object.values(OF_ROLE)));

    const applied = await linked.run(swap);
    expect(`${applied.code} ${applied.stderr}`).toBe('0 ');
    expect(addresses()).toEqual({
      answer_url: `${OF_ROLE[living].ApiUrl}/answer`,
      event_url: `${OF_ROLE[living].ApiUrl}/event`,
      fallback_answer_url: OF_ROLE[gone].FallbackUrl,
    });
  });

  it('the static tier is: the outputs are written all the same', async () => {
    unavailable.add(regions.static);
    const file = join(folder, 'cdk-outputs.json');
    const { stderr } = await outputs(file);
    expect(stderr).toContain(`From a record: ${name}-static-${regions.static}`);
    expect(stderr).not.toContain('--primary');
  });

  it('every region is, or the endpoint: nothing is written, and it says so of each', async () => {
    for (const region of Object.values(regions)) unavailable.add(region);
    await expect(outputs(join(folder, 'cdk-outputs.json'))).rejects.toThrow(
      /^Expected at least one region to answer, found none:\n( {2}\S+: no answer from http:.*Start what AWS_ENDPOINT_URL names.*\n){3}Nothing was written\.$/,
    );
  });
});
