import { checkFlows } from '../../../functions/check-flow/check-flows.ts';
import { defineFlow } from '../../../functions/define-flow.ts';
import { declareOwn } from '../../../functions/own/declare-own.ts';
import { talk } from '../../../ncco/build.ts';
import { menuFlow } from '../flow/a-menu.ts';
import { customerFlow } from '../own/a-customer-flow.ts';
import { SETTINGS } from '../support/runtime.ts';

const CONTEXT = {
  settings: SETTINGS,
  urls: { websocketDisconnected: 'https://x.example.com/d', event: 'https://x.example.com/event' },
};
const TABLE = 'arn:{partition}:dynamodb:{region}:{account}:table/customers';

type Declared = Parameters<typeof declareOwn>[0];

/** Whatever its types say. */
const check = (declared: unknown) =>
  checkFlows(
    {
      callFlow: defineFlow({
        own: declareOwn(declared as Declared),
        start: () => [talk('Hello.')],
        rungs: menuFlow.rungs,
      }),
    },
    CONTEXT,
  );
const problemsOf = async (declared: unknown): Promise<readonly string[]> =>
  (await check(declared)).problems.map(
    ({ severity, where, expected, found }) => `${severity} ${where}: ${expected}; ${found}`,
  );

describe('what a call flow declares of its own', () => {
  it('is taken, and said to the stacks', async () => {
    const permission = { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [TABLE] };
    const report = await check({
      values: { crm: { url: 'https://crm.example.com', hours: [9, 17] }, open: true, note: null },
      secrets: { crmToken: 'my-company/crm-token', again: 'my-company/crm-token' },
      permissions: [permission],
    });
    expect(report.problems).toEqual([]);
    expect(report.shapes?.own).toEqual({ secrets: ['my-company/crm-token'], permissions: [permission] });
  });

  it('is nothing to a stack where it has values alone', async () => {
    expect((await check({ values: { a: 1 } })).shapes).not.toHaveProperty('own');
  });

  it.each<[string, unknown, string]>([
    ['a function', { crm: { load: () => 1 } }, 'own.values.crm.load: plain JSON; a function'],
    ['a date', { from: [new Date(0)] }, 'own.values.from[0]: plain JSON; a Date'],
    ['a map', { m: new Map() }, 'own.values.m: plain JSON; a Map'],
    ['no number', { n: Number.NaN }, 'own.values.n: plain JSON; NaN'],
    ['undefined', { 'a b': undefined }, 'own.values["a b"]: plain JSON; undefined'],
    ['a bigint', { n: 1n }, 'own.values.n: plain JSON; bigint'],
  ])('refuses %s among the values, with its path', async (_what, values, found) => {
    expect(await problemsOf({ values })).toEqual([`error ${found}`]);
  });

  it('refuses a value that holds itself', async () => {
    const values: Record<string, unknown> = { a: {} };
    (values['a'] as Record<string, unknown>)['b'] = values;
    expect(await problemsOf({ values })).toEqual([
      'error own.values.a.b: plain JSON; an object that holds itself',
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['an ARN', 'arn:aws:secretsmanager:eu-west-1:1:secret:x', /own\.secrets\.t: a secret's name/],
    ['no text', 1, /own\.secrets\.t: a secret's name/],
    ['an empty name', '', /own\.secrets\.t: a secret's name/],
    ["the deployment's own", 'SignatureSecret37D0F2A9-abcdef', /own\.secrets\.t: a secret of yours/],
  ])('refuses %s as a secret', async (_what, name, found) => {
    expect(await problemsOf({ secrets: { t: name } })).toEqual([expect.stringMatching(found)]);
  });
});

const statement = (more: object) => ({ actions: ['dynamodb:GetItem'], resources: [TABLE], ...more });
const WHY = 'AWS has no narrower resource for it.';

describe('a permission of the call flow', () => {
  it.each<[string, object, RegExp]>([
    ['every action', { actions: ['*'] }, /actions\[0\]: one action by its whole name/],
    ['every action of a service', { actions: ['dynamodb:*'] }, /actions\[0\]: one action/],
    ['actions that begin alike', { actions: ['dynamodb:GetItem', 's3:Get*'] }, /actions\[1\]: one action/],
    ['actions with a reason', { actions: ['s3:Get*'], why: WHY }, /actions\[0\]: one action/],
    ['IAM', { actions: ['iam:PassRole'], resources: ['arn:aws:iam::1:role/x'] }, /no action of IAM/],
    ['no action', { actions: [] }, /actions: /],
    ['every resource', { resources: ['*'] }, /resources\[0\]: a resource without a wildcard/],
    ['a part of a name', { resources: ['arn:aws:dynamodb:eu-west-1:1:table/c?'] }, /without a wildcard/],
    ['no ARN', { resources: ['customers'] }, /resources\[0\]: an ARN/],
    ['another placeholder', { resources: ['arn:aws:dynamodb:{Region}:1:table/x'] }, /\{region\}.*\{Region\}/],
    ['an empty reason', { why: ' ' }, /why: a reason/],
    [
      "IAM's own words",
      { Action: 'dynamodb:GetItem' },
      /permissions\[0\]: actions, resources, why and no more/,
    ],
  ])('is refused: %s', async (_what, more, found) => {
    expect(await problemsOf({ permissions: [statement(more)] })).toEqual([expect.stringMatching(found)]);
  });

  it.each<[string, string, string]>([
    ['the journal', 's3:PutObject', 'arn:aws:s3:::a-deployment-journal-eu-west-1-{account}/calls/x'],
    ['every bucket', 's3:GetObject', '*'],
    ['buckets of the name', 's3:GetObject', 'arn:aws:s3:::a-deployment-*/x'],
    ['the static bucket', 's3:PutObject', 'arn:{partition}:s3:::a-deployment-static-eu-north-1-1/*'],
    [
      'the signature secret',
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:eu-west-1:1:secret:Sig*',
    ],
    ['every secret', 'secretsmanager:PutSecretValue', 'arn:aws:secretsmanager:{region}:{account}:secret:*'],
    ['the canary switch', 'ssm:PutParameter', 'arn:aws:ssm:{region}:{account}:parameter/a-deployment/canary'],
    [
      'a function',
      'lambda:InvokeFunction',
      'arn:aws:lambda:{region}:{account}:function:a-deployment-{region}-A*',
    ],
  ])(
    'is refused, with a reason too, where it is for the deployment’s own: %s',
    async (_what, action, resource) => {
      const permission = { actions: [action], resources: [resource], why: WHY };
      expect(await problemsOf({ permissions: [permission] })).toEqual([
        expect.stringMatching(/own\.permissions\[0\]\.resources\[0\]: a resource of yours/),
      ]);
    },
  );

  it.each<[string, object]>([
    ['a table of one region', { resources: ['arn:aws:dynamodb:eu-central-1:123456789012:table/customers'] }],
    ['an index, with a reason', { resources: [`${TABLE}/index/*`], why: WHY }],
    [
      'a service without resources, with a reason',
      { actions: ['xray:PutTraceSegments'], resources: ['*'], why: WHY },
    ],
    [
      'a bucket of one’s own',
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::my-{region}-{account}/words.json'] },
    ],
    [
      'a function of one’s own',
      {
        actions: ['lambda:InvokeFunction'],
        resources: ['arn:aws:lambda:{region}:{account}:function:a-deployment-crm'],
      },
    ],
  ])('is taken: %s', async (_what, more) => {
    expect(await problemsOf({ permissions: [statement(more)] })).toEqual([]);
  });
});

describe('a flow that looks things up', () => {
  it('is walked with its defaults, and nobody is asked', async () => {
    const asked: unknown[] = [];
    const report = await checkFlows({ callFlow: customerFlow(() => asked.push('')) }, CONTEXT);
    expect(report.problems).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is not said to have steps that nothing leads to: a result may', async () => {
    const callFlow = defineFlow({
      start: async (_call, { lookUp }) => {
        await lookUp({ budgetMs: 100, otherwise: undefined }, () => 'a customer');
        return [talk('Hello.')];
      },
      steps: { known: () => [talk('Known.')] },
      rungs: menuFlow.rungs,
    });
    expect((await checkFlows({ callFlow }, CONTEXT)).problems).toEqual([]);
  });
});
