import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OWN_FIXTURES } from '../../fixtures/own/environment.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { describePlan } from '../../../cli/deploy/plan/describe-plan.ts';
import { printPlan } from '../../../cli/deploy/plan/print-plan.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';
import { REGIONS, STACKS, writeAssembly } from '../support/an-assembly.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const NO_NETWORK = new URL('../support/no-network.mjs', import.meta.url).href;

/** `npm run deploy`'s own program, without AWS credentials and without a network. */
const offline = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  promisify(execFile)(process.execPath, ['vvf.mjs', 'deploy', ...args], {
    cwd: PROJECT,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      NODE_OPTIONS: `${OWN_FIXTURES.NODE_OPTIONS} --import ${NO_NETWORK}`,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
  });

describe('npm run deploy -- --plan, with no account and no network', () => {
  it('synthesizes, and shows the three stacks in their order with what each will hold', async () => {
    const { stdout } = await offline(['--plan']);
    const at = (text: string): number => stdout.indexOf(text);
    expect(at(`1. static  ${STACKS.static} (${REGIONS.static})`)).toBeGreaterThan(0);
    expect(at(`2. secondary  ${STACKS.secondary}`)).toBeGreaterThan(at('1. static'));
    expect(at(`3. primary  ${STACKS.primary}`)).toBeGreaterThan(at('2. secondary'));
    expect(stdout).toMatch(/Answer +1024 MB +2 s/);
    expect(stdout).toContain('POST /answer');
    expect(stdout).toContain('POST /event/{state}');
    expect(stdout).toContain(`${settings.name}-journal-${REGIONS.primary}-ACCOUNT`);
    expect(stdout).toContain('Not checked without an account: credentials');
  });

  it('is what keeps it from the network: without --plan, and signed in, it goes there', async () => {
    const assembly = await writeAssembly();
    try {
      const signedIn = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
      const args = ['--assembly', assembly.folder, '--without-secret'];
      await expect(offline(args, signedIn)).rejects.toMatchObject({
        stderr: expect.stringContaining('NETWORK') as string,
      });
    } finally {
      await assembly.remove();
    }
  });
});

describe('the plan', () => {
  it('counts and names what a template holds', async () => {
    const assembly = await writeAssembly((role, template) =>
      role === 'static'
        ? template
        : {
            ...template,
            Resources: {
              ...template.Resources,
              JournalBucket: {
                Type: 'AWS::S3::Bucket',
                Properties: {
                  BucketName: 'a-journal',
                  LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365 }] },
                },
                DeletionPolicy: 'RetainExceptOnCreate',
              },
              AnswerFunction: {
                Type: 'AWS::Lambda::Function',
                Properties: { MemorySize: 512, Timeout: 2, ReservedConcurrentExecutions: 7 },
              },
              AnswerAlias: {
                Type: 'AWS::Lambda::Alias',
                Properties: {
                  FunctionName: { Ref: 'AnswerFunction' },
                  ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 3 },
                },
              },
              FallbackUsedAlarm12345678: { Type: 'AWS::CloudWatch::Alarm' },
            },
          },
    );
    try {
      const plan = describePlan(readAssembly(assembly.folder, settings), settings);
      expect(plan.stacks.map(({ role }) => role)).toEqual(['static', 'secondary', 'primary']);
      expect(plan.stacks[2]?.functions).toEqual([
        { name: 'Answer', memoryMb: 512, timeoutSeconds: 2, reserved: 7, provisioned: 3 },
      ]);
      const text = printPlan(plan).join('\n');
      expect(text).toContain('7 at once at most, 3 kept warm');
      expect(text).toContain('a-journal, objects expire after 365 days (stays when the stack is destroyed)');
      expect(text).toMatch(/alarms +1: FallbackUsed/);
      expect(text).toContain('log groups');
    } finally {
      await assembly.remove();
    }
  });
});
