import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OWN_FIXTURES } from '../../fixtures/own/environment.ts';
import { settings } from '../../fixtures/own/settings.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { startAws } from '../aws-stand-in/start-aws.ts';
import type { AwsStandIn } from '../aws-stand-in/start-aws.ts';
import { REGIONS, STACKS, withOutputs, writeAssembly } from '../support/an-assembly.ts';
import type { WrittenAssembly } from '../support/an-assembly.ts';

const VVF = fileURLToPath(new URL('../../../vvf.mjs', import.meta.url));
const SECRET = 'the-signature-secret-of-the-account-0123456789';

describe('npm run deploy and destroy against an AWS-compatible endpoint, through the CDK CLI and the SDK', () => {
  let aws: AwsStandIn;
  let assembly: WrittenAssembly;
  const skips: string[] = [];
  const unavailable = new Set<string>();
  const found = (region: string, target: string) => ({
    region,
    atMs: 0,
    targets: { [target]: { result: 'ok', needsAttention: false, detail: 'a valid NCCO', tookMs: 3 } },
  });

  beforeEach(async () => {
    skips.length = 0;
    unavailable.clear();
    aws = await startAws({
      skips,
      unavailable,
      invoke: (_name, payload) => found('here', (JSON.parse(payload) as { targets: [string] }).targets[0]),
    });
    for (const region of Object.values(REGIONS)) {
      aws.region(region).parameters.set('/cdk-bootstrap/hnb659fds/version', '28');
      aws.region(region).buckets.set(`assets-${region}`, new Map());
    }
    assembly = await writeAssembly(withOutputs);
    await writeFile(join(assembly.folder, 'secret'), SECRET);
  });
  afterEach(async () => {
    await aws.close();
    await assembly.remove();
  });

  /** The command's own program. */
  const run = (command: 'deploy' | 'destroy', args: readonly string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; text: string }>((resolve) => {
      execFile(
        process.execPath,
        [VVF, command, ...args],
        {
          // Where the user stands: the CDK CLI runs elsewhere.
          cwd: assembly.folder,
          env: {
            ...OWN_FIXTURES,
            PATH: process.env['PATH'],
            HOME: assembly.folder,
            AWS_ENDPOINT_URL: aws.endpoint,
            AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
            AWS_SECRET_ACCESS_KEY: 'example',
            ...env,
          },
        },
        (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), text: `${stdout}${stderr}` }),
      );
    });
  const outputsFile = () => join(assembly.folder, 'outputs.json');
  const deploy = (...args: readonly string[]) =>
    run('deploy', ['--assembly', '.', '--outputs', outputsFile(), ...args]);
  const secretFile = () => ['--secret-file', join(assembly.folder, 'secret')];

  const comesDown = async (): Promise<void> => {
    const { code, text } = await run('destroy', ['--yes', '--force', '--outputs', outputsFile()]);
    expect(text).toContain('What is left:');
    expect(code).toBe(0);
    for (const region of [REGIONS.primary, REGIONS.secondary]) {
      const { stacks, parameters, secrets, buckets, logGroups } = aws.region(region);
      expect(stacks.size).toBe(0);
      expect([...parameters.keys()]).toEqual(['/cdk-bootstrap/hnb659fds/version']);
      expect([...secrets.values()].map(({ isDeleted }) => isDeleted)).toEqual([true]);
      expect([...buckets.keys()]).toContain(`${settings.name}-journal-${region}-111122223333`);
      expect(logGroups.size).toBe(0);
      expect(text).toContain(`kept  ${region}  bucket ${settings.name}-journal-${region}-111122223333`);
    }
    const leftInStatic = [...aws.region(REGIONS.static).buckets.keys()];
    expect(leftInStatic).toEqual([`assets-${REGIONS.static}`]);
    expect(aws.did.filter((each) => each.includes('DeleteStack'))).toEqual(
      [REGIONS.primary, REGIONS.secondary, REGIONS.static].map(
        (region) => `cloudformation DeleteStack ${region}`,
      ),
    );
  };

  it('deploys in order, and deletes all but the journals, each of them named', async () => {
    const { code, text } = await deploy(...secretFile());
    expect(text).toContain('its distribution was not probed: an endpoint serves none');
    expect(code).toBe(2);
    const order = aws.did.filter((each) =>
      /ExecuteChangeSet|UpdateSecretVersionStage|PutParameter|POST/.test(each),
    );
    expect(order.map((each) => each.replace(/\/2015.*invocations/, 'invoke'))).toEqual([
      `cloudformation ExecuteChangeSet ${REGIONS.static}`,
      `cloudformation ExecuteChangeSet ${REGIONS.secondary}`,
      `secretsmanager UpdateSecretVersionStage ${REGIONS.secondary}`,
      `lambda POST invoke ${REGIONS.secondary}`,
      `cloudformation ExecuteChangeSet ${REGIONS.primary}`,
      `secretsmanager UpdateSecretVersionStage ${REGIONS.primary}`,
      `lambda POST invoke ${REGIONS.primary}`,
      // The record, and the outputs of each stack.
      ...Array.from({ length: 4 }, () => `ssm PutParameter ${REGIONS.secondary}`),
      ...Array.from({ length: 4 }, () => `ssm PutParameter ${REGIONS.primary}`),
      `lambda POST invoke ${REGIONS.secondary}`,
      `lambda POST invoke ${REGIONS.primary}`,
    ]);
    const outputs = JSON.parse(await readFile(outputsFile(), 'utf8')) as OutputsFile;
    expect(Object.keys(outputs).sort()).toEqual(Object.values(STACKS).sort());
    const [secret] = [...aws.region(REGIONS.primary).secrets.values()];
    expect(secret?.versions.get(secret.current)).toBe(
      JSON.stringify({ current: SECRET, next: null, previous: null }),
    );
    expect(text).not.toContain('skipped');
    expect(text).not.toContain(SECRET);

    await comesDown();
  });

  it('names what the endpoint says it created and did not, instead of calling it deployed', async () => {
    skips.push('AWS::Logs::LogGroup', 'AWS::Lambda::Function');
    const { code, text } = await deploy(...secretFile());
    expect(code).toBe(2);
    expect(text).toContain('Partly deployed:');
    expect(text).not.toContain('Deployed and probed');
    expect(text).toContain(`static: skipped by ${aws.endpoint} (reported as created, but not found):`);
    expect(text).toContain('AWS::Logs::LogGroup DeploymentLogs');
    for (const each of ['AWS::Logs::LogGroup AnswerLogs', 'AWS::Lambda::Function AnswerFunction'])
      expect(text).toContain(each);
    expect(text).toContain('2 of 4 resources found');
  });

  it('refuses to deploy while a region does not answer', async () => {
    unavailable.add(REGIONS.secondary);
    const { code, text } = await deploy(...secretFile());
    expect(code).toBe(1);
    expect(text).toContain(`--without ${REGIONS.secondary}`);
    expect(aws.did.filter((each) => each.startsWith('cloudformation'))).toEqual([]);
  });
});
