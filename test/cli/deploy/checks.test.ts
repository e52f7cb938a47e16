import { settings } from '../../fixtures/own/settings.ts';
import { checkConcurrency, takenConcurrency } from '../../../cli/deploy/checks/check-concurrency.ts';
import { checkExampleSettings } from '../../../cli/deploy/checks/check-example-settings.ts';
import { checkStack } from '../../../cli/deploy/checks/check-stack.ts';
import { runChecks } from '../../../cli/deploy/checks/run-checks.ts';
import { inOrder } from '../../../cli/stacks/assembly.ts';
import type { AssemblyStack, Template } from '../../../cli/stacks/assembly.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';
import { REGIONS, STACKS, templateOf } from '../support/an-assembly.ts';
import { aDeploy, withSecret } from './a-deploy.ts';

const { primary, secondary } = REGIONS;

const stack: AssemblyStack = {
  role: 'primary',
  name: STACKS.primary,
  region: primary,
  account: undefined,
  template: templateOf('primary'),
  bootstrap: { version: 7, parameter: '/cdk-bootstrap/hnb659fds/version' },
};
const found = (status: string, outputs: Readonly<Record<string, string>> = { Region: primary }) => ({
  id: 'arn',
  status,
  reason: undefined,
  outputs,
});

describe('the checks before a deployment', () => {
  const test = aDeploy();
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, err } = await test.deploy(...args);
    expect(code).toBe(1);
    expect(test.cloud.did).toEqual([]);
    return err;
  };

  it('all pass in an account that is ready', async () => {
    const { err } = await test.deploy(...withSecret(test));
    expect(err).not.toContain('✗');
    for (const about of ['account', 'bootstrap', 'stack'])
      for (const region of Object.values(REGIONS)) expect(err).toMatch(new RegExp(`✓ +${region} +${about}`));
    for (const about of ['Lambda quota', 'secret'])
      for (const region of [primary, secondary]) expect(err).toMatch(new RegExp(`✓ +${region} +${about}`));
  });

  it('tells every problem at once, and writes nothing', async () => {
    const [first, second] = [test.cloud.regions[primary], test.cloud.regions[secondary]];
    if (first !== undefined) first.bootstrap = undefined;
    if (second !== undefined) second.concurrency = { limit: 10, unreserved: 10 };
    const err = await refused();
    expect(err).toContain(`npx cdk bootstrap aws://111122223333/${primary}`);
    expect(err).toMatch(new RegExp(`! +${secondary} +Lambda quota +10 executions at once`));
    expect(err).toContain('--secret-file FILE');
    expect(err).toContain('Fix the 3 failed checks first');
  });

  it('a bootstrap that is older than the assets need is not enough', async () => {
    const first = test.cloud.regions[primary];
    // The stack asks for 6, its assets for 7.
    if (first !== undefined) first.bootstrap = 6;
    expect(await refused(...withSecret(test))).toContain('version 6; version 7 at least is needed');
  });

  it('refuses another account in one region', async () => {
    const first = test.cloud.regions[primary];
    if (first !== undefined) first.account = '444455556666';
    expect(await refused(...withSecret(test))).toContain('another region says');
  });

  it('refuses the credentials of another account than that of the settings, in each region', async () => {
    const read = readAssembly(test.assembly.folder, { ...settings, account: '444455556666' });
    const given = { secret: undefined, withoutSecret: true, adopt: false };
    const { checks } = await runChecks(inOrder(read), given, test.cloud);
    expect(checks.filter(({ about }) => about === 'account')).toEqual(
      inOrder(read).map(({ region }) => ({
        state: 'failed',
        where: region,
        about: 'account',
        found: '111122223333; the stack is meant for 444455556666',
        whatToDo: 'Sign in to that account (AWS_PROFILE), or correct account in settings.ts.',
      })),
    );
  });

  it('names a bucket that is in the way, and how to take it over or delete it', async () => {
    test.cloud.regions[secondary]?.buckets.add(`${settings.name}-journal-${secondary}-111122223333`);
    const err = await refused(...withSecret(test));
    expect(err).toContain('left by a former deployment');
    expect(err).toContain('--adopt takes it over');
    expect(err).toContain('npm run destroy -- --with-journals');
  });

  it.each(['IMPORT_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_FAILED'])(
    'a takeover that was rolled back (%s) is no stack that is up: it has to go before the next one',
    async (status) => {
      test.cloud.regions[primary]?.stacks.set(STACKS.primary, { ...found(status, {}), resources: [] });
      test.cloud.regions[primary]?.buckets.add(`${settings.name}-journal-${primary}-111122223333`);
      const err = await refused(...withSecret(test), '--adopt');
      const goes = `aws cloudformation delete-stack --stack-name ${STACKS.primary} --region ${primary}`;
      expect(err).toContain(`A takeover of buckets was rolled back and left an empty stack`);
      expect(err).toContain(`${goes} (the buckets stay), then run again with --adopt`);
      expect(err).toContain(`(${goes}), then --adopt takes the bucket over`);
    },
  );

  it('a bucket of a stack that is up is its own', async () => {
    await test.deploy(...withSecret(test));
    for (const [region, at] of Object.entries(test.cloud.regions))
      at.buckets.add(`${settings.name}-journal-${region}-111122223333`);
    await expect(test.deploy()).resolves.toMatchObject({ code: 0 });
  });

  it('a stack that somebody changes right now stops it', async () => {
    test.cloud.regions[primary]?.stacks.set(STACKS.primary, {
      ...found('UPDATE_IN_PROGRESS'),
      resources: [],
    });
    expect(await refused(...withSecret(test))).toContain('Another deployment is changing it');
  });
});

describe('the state of a stack', () => {
  it.each([
    [undefined, 'ok', undefined],
    ['REVIEW_IN_PROGRESS', 'ok', undefined],
    ['CREATE_COMPLETE', 'ok', undefined],
    ['UPDATE_ROLLBACK_COMPLETE', 'ok', undefined],
    ['IMPORT_COMPLETE', 'ok', undefined],
    // It has outputs: what was rolled back was imported into what was up, by hand.
    ['IMPORT_ROLLBACK_COMPLETE', 'ok', undefined],
    ['ROLLBACK_COMPLETE', 'ok', undefined],
    ['UPDATE_IN_PROGRESS', 'failed', 'wait'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'failed', 'wait'],
    ['UPDATE_ROLLBACK_FAILED', 'failed', 'continue-update-rollback'],
    ['UPDATE_FAILED', 'failed', 'rollback-stack'],
    ['DELETE_FAILED', 'failed', 'npm run destroy'],
  ])('%s is %s', (status, state, wayOut) => {
    const check = checkStack(stack, status === undefined ? undefined : found(status));
    expect(check.state).toBe(state);
    if (wayOut !== undefined) expect(check.whatToDo).toContain(wayOut);
  });
});

describe('the quota of concurrent executions', () => {
  const withFunctions = (extra: Record<string, object>, reserved?: number): Template => ({
    ...stack.template,
    Resources: {
      ...stack.template.Resources,
      AnswerFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved },
      },
      ...(extra as Template['Resources']),
    },
  });
  const alias = {
    AnswerAlias: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'AnswerFunction' },
        ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 50 },
      },
    },
  };

  it('counts what is reserved, or provisioned where nothing is', () => {
    expect(takenConcurrency(stack.template)).toBe(0);
    expect(takenConcurrency(withFunctions(alias))).toBe(50);
    expect(takenConcurrency(withFunctions(alias, 80))).toBe(80);
  });

  it.each([
    [{ limit: 1000, unreserved: 1000 }, 0, true, 'ok'],
    [{ limit: 10, unreserved: 10 }, 0, true, 'warning'],
    [{ limit: 1000, unreserved: 180 }, 80, true, 'ok'],
    [{ limit: 1000, unreserved: 179 }, 80, true, 'failed'],
    // What is taken may be its own.
    [{ limit: 1000, unreserved: 179 }, 80, false, 'ok'],
    [{ limit: 150, unreserved: 150 }, 80, false, 'failed'],
  ])('%j with %i taken, new: %s, is %s', (concurrency, reserved, isNew, state) => {
    const template = reserved === 0 ? stack.template : withFunctions({}, reserved);
    expect(checkConcurrency({ ...stack, template }, concurrency, isNew).state).toBe(state);
  });
});

describe('the settings of the example', () => {
  it('are reported by their path, as long as they are in the settings', () => {
    const { state, found } = checkExampleSettings(settings);
    expect(state).toBe('warning');
    expect(found).toContain('vonage.apiKey');
    expect(found).toContain('websocketUri');
  });

  it('are nothing to tell of where they are somebody’s', () => {
    const own = {
      ...settings,
      vonage: { applicationIds: ['0d9f27ae-5e4a-4f0b-8b0c-3a9a0a1b2c3d'], apiKey: '1234abcd' },
      callerNumber: '4930123456',
      person: { ...settings.person, phone: '4930123457' },
      websocketUri: { primary: 'wss://bot.example.org/a', secondary: 'wss://bot.example.org/b' },
    };
    expect(checkExampleSettings(own).state).toBe('ok');
  });
});
